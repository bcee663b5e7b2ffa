package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a live decision is while there is no datafile. */
class LiveDecisionsNotReadyTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final PushedProjects projects = new PushedProjects();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private ReactiveOptimizely client;
    private ReactiveUserContext user;

    @BeforeEach
    void makeClient() {
        client = scene.client(builder -> projects.feed(builder).timer(time).eventDispatcher(batch -> Mono.empty()));
        user = ClientScene.user(client, Secrets.ANNA);
    }

    @AfterEach
    void letTimePassWhileTheClientIsClosed() {
        client.close().subscribe();
        time.advanceTimeBy(Duration.ofMinutes(1));
    }

    private static void assertNotReady(OptimizelyDecision decision) {
        assertThat(decision.flagKey()).isEqualTo("flag");
        assertThat(decision.reasons()).containsExactly("Optimizely SDK not configured properly yet.");
    }

    @Test
    void itIsNotReadyAfterTheTimeoutAndThenGoesOn() {
        user.decisions("flag")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(TIMEOUT.minusMillis(1)))
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .assertNext(LiveDecisionsNotReadyTest::assertNotReady)
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNextMatches(OptimizelyDecision::enabled)
                .then(() -> client.close().subscribe())
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void oneWhoAsksLateIsNotToldOfIt() {
        AtomicBoolean told = new AtomicBoolean();
        StepVerifier.create(user.decisions("flag"), 0)
                .expectSubscription()
                .then(() -> user.decisions("flag")
                        .filter(OptimizelyDecision::enabled)
                        .subscribe(decision -> told.set(true)))
                .then(() -> time.advanceTimeBy(TIMEOUT))
                .then(() -> projects.push(SampleProject.simple("1")))
                // Those who follow are told one after the other.
                .then(() -> Waiting.until(told::get))
                .thenRequest(1)
                .expectNextMatches(OptimizelyDecision::enabled)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void itEndsWithTheClientThoughNobodyAsks() {
        StepVerifier.create(user.decisions("flag"), 0)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(TIMEOUT))
                .then(() -> client.close().subscribe())
                .expectComplete()
                .verify(PATIENCE);
    }
}
