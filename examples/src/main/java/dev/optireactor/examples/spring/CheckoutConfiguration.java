package dev.optireactor.examples.spring;

import dev.optireactor.reactor.ReactiveOptimizely;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The shortest way into a Spring WebFlux application: one bean, one controller. */
final class CheckoutConfiguration {

    private CheckoutConfiguration() {}

    // tag::spring[]
    @Configuration(proxyBeanMethods = false)
    static class Features {

        /** Spring closes it, and waits until it has sent what waits. */
        @Bean
        ReactiveOptimizely optimizely(@Value("${optimizely.sdk-key}") String sdkKey) {
            return ReactiveOptimizely.builder().sdkKey(sdkKey).build();
        }
    }

    @RestController
    static class Checkout {

        private final ReactiveOptimizely optimizely;

        Checkout(ReactiveOptimizely optimizely) {
            this.optimizely = optimizely;
        }

        @GetMapping("/checkout")
        Mono<String> page(@RequestParam String user, @RequestParam String country) {
            return optimizely
                    .createUserContext(user, Map.of("country", country))
                    .flatMap(context -> context.decide("checkout"))
                    .map(decision -> decision.enabled() ? "new" : "classic");
        }
    }
    // end::spring[]
}
