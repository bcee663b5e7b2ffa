package dev.optireactor.examples.gateway;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** Without an SDK key: stand-ins for the remote services, with a shop's datafile. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${OPTIMIZELY_SDK_KEY:}'.isEmpty()")
class SandboxConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger("sandbox");
    private static final String SDK_KEY = "sandbox-sdk-key";
    private static final String BANNER_RULE = "25618440421";
    private static final String NEW_ARRIVALS = "25618440432";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The thread that starts the application may wait for the server's port. */
    @Bean
    OptimizelySandbox sandbox() throws IOException {
        OptimizelySandbox sandbox =
                OptimizelySandbox.create().datafile(SDK_KEY, shopDatafile()).prediction(BANNER_RULE, NEW_ARRIVALS);
        sandbox.start().block(PATIENCE);
        sandbox.received()
                .onBatch()
                .subscribe(batch ->
                        LOGGER.info("received {} event(s)", batch.events().size()));
        LOGGER.info("no OPTIMIZELY_SDK_KEY: the remote services are stand-ins at {}", sandbox.uri());
        return sandbox;
    }

    static ReactiveOptimizely client(OptimizelySandbox sandbox) {
        return ReactiveOptimizely.builder()
                .sdkKey(SDK_KEY)
                .polling(polling -> polling.urlTemplate(sandbox.datafileTemplate()))
                .events(events -> events.endpoint(sandbox.eventsUri()).flushInterval(Duration.ofMillis(500)))
                .predictions(predictions -> predictions.endpoint(sandbox.predictionTemplate()))
                .odp(odp -> odp.allowInsecureHosts())
                .build();
    }

    private static String shopDatafile() throws IOException {
        return new ClassPathResource("sandbox/shop-datafile.json").getContentAsString(StandardCharsets.UTF_8);
    }
}
