package dev.optireactor.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Mono;

class CheckoutConfigurationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void decidesThePage() throws IOException {
        ReactiveOptimizely optimizely = ReactiveOptimizely.builder()
                .datafile(new ClassPathResource("sandbox/shop-datafile.json").getContentAsByteArray())
                .eventDispatcher(batch -> Mono.empty())
                .build();

        assertThat(new CheckoutConfiguration.Checkout(optimizely)
                        .page("linus", "US")
                        .block(PATIENCE))
                .isEqualTo("new");

        assertThat(optimizely.close().block(PATIENCE)).isNotNull();
        assertThat(optimizely.statistics().events().delivered()).isEqualTo(1);
    }
}
