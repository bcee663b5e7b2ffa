package dev.optireactor.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reactor.test.StepVerifier;

class CheckoutConfigurationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void theBeanServesTheControllerAndIsClosedWithTheApplication() {
        ReactiveOptimizely optimizely;
        try (AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            application
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("optimizely.sdk-key", "nobody")));
            application.register(CheckoutConfiguration.Features.class, CheckoutConfiguration.Checkout.class);
            application.refresh();
            optimizely = application.getBean(ReactiveOptimizely.class);
            assertThat(application.getBean(CheckoutConfiguration.Checkout.class))
                    .isNotNull();
        }
        optimizely
                .refresh()
                .as(StepVerifier::create)
                .expectErrorMessage("refresh: the client is closed; use it before close()")
                .verify(PATIENCE);
    }
}
