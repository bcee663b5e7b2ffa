package dev.optireactor.examples.gateway;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.notification.ConfigUpdateNotification;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client, of the real services or of the sandbox. */
@Configuration(proxyBeanMethods = false)
class OptimizelyConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger("gateway");

    @Bean
    ReactiveOptimizely optimizely(
            @Value("${OPTIMIZELY_SDK_KEY:}") String sdkKey, ObjectProvider<OptimizelySandbox> sandbox) {
        OptimizelySandbox standIn = sandbox.getIfAvailable();
        ReactiveOptimizely optimizely = standIn == null
                ? ReactiveOptimizely.builder().sdkKey(sdkKey).build()
                : SandboxConfiguration.client(standIn);
        optimizely
                .notifications(ConfigUpdateNotification.class)
                .subscribe(update -> LOGGER.info("datafile revision {} is in use", update.revision()));
        return optimizely;
    }
}
