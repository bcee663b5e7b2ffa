package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.fixture.Threads;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The server of datafiles keeps silent for a while, and everybody wants a decision meanwhile. */
class SlowDatafileTest {

    private static final int DECISIONS = 10_000;

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void tenThousandDecisionsWaitAndHoldNoThread() {
        scene.publish(SampleProject.simple("1"));
        scene.sandbox().fault(Endpoint.DATAFILE, Fault.silence());
        Set<String> before = threads();
        ReactiveOptimizely client = scene.client(builder -> builder.readinessTimeout(PATIENCE)
                .polling(polling ->
                        polling.attemptTimeout(Duration.ofMillis(200)).maxRetries(100)));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        Flux.range(0, DECISIONS)
                .flatMap(i -> user.decide("flag"), DECISIONS)
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> assertThat(client.isReady()).isFalse())
                .then(() -> assertThat(threads()).isSubsetOf(before))
                .then(() -> scene.sandbox().heal(Endpoint.DATAFILE))
                .thenConsumeWhile(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isEqualTo(DECISIONS);
    }

    /** Without those of the pools that all clients share, which start when they are first used. */
    private static Set<String> threads() {
        return Threads.names().stream()
                .filter(name -> !name.startsWith("parallel-") && !name.startsWith("reactor-"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
