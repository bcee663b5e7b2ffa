package dev.optireactor.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class GatewayShutdownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void deliversThePurchaseThatCameJustBeforeTheEnd() {
        ConfigurableApplicationContext gateway =
                SpringApplication.run(GatewayApplication.class, "--server.port=0", "--OPTIMIZELY_SDK_KEY=");
        OptimizelySandbox sandbox = gateway.getBean(OptimizelySandbox.class);
        ReactiveOptimizely optimizely = gateway.getBean(ReactiveOptimizely.class);
        optimizely.ready().block(PATIENCE);
        optimizely
                .createUserContext("grace")
                .flatMap(user -> user.trackEvent("purchase", Map.of("revenue", 1999)))
                .block(PATIENCE);

        gateway.close();

        assertThat(optimizely.isReady()).isFalse();
        assertThat(optimizely.statistics().events().delivered()).isEqualTo(1);
        assertThat(sandbox.received().events())
                .extracting(ReceivedEvent::visitorId)
                .containsExactly("grace");
    }
}
