package dev.optireactor.examples.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import reactor.core.publisher.Mono;

class CheckoutSandboxTest {

    private String datafile;

    @BeforeEach
    void readDatafile() throws IOException {
        datafile = new ClassPathResource("sandbox/shop-datafile.json").getContentAsString(StandardCharsets.UTF_8);
    }

    // tag::sandbox[]
    /** How long the test waits for anything before it fails. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final OptimizelySandbox sandbox = OptimizelySandbox.create();

    @Test
    void showsTheNewCheckoutAndSendsOneImpression() {
        sandbox.start().block(PATIENCE);
        sandbox.datafile("my-sdk-key", datafile);
        ReactiveOptimizely optimizely = ReactiveOptimizely.builder()
                .sdkKey("my-sdk-key")
                .polling(polling -> polling.urlTemplate(sandbox.datafileTemplate()))
                .events(events -> events.endpoint(sandbox.eventsUri()))
                .predictions(predictions -> predictions.endpoint(sandbox.predictionTemplate()))
                .odp(odp -> odp.allowInsecureHosts())
                .build();

        Mono<Boolean> enabled = optimizely
                .createUserContext("linus")
                .flatMap(user -> user.decide("checkout"))
                .map(decision -> decision.enabled());

        assertThat(enabled.block(PATIENCE)).isTrue();
        optimizely.close().block(PATIENCE);
        assertThat(sandbox.received().events()).extracting(ReceivedEvent::key).containsExactly("campaign_activated");
    }

    @AfterEach
    void stop() {
        sandbox.close().block(PATIENCE);
    }
    // end::sandbox[]
}
