package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What a live decision is while there is no datafile. */
class LiveDecisionsNotReadyTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @RegisterExtension
    private final NotReadyScene notReady = new NotReadyScene();

    private final VirtualTimeScheduler time = notReady.time;
    private final PushedProjects projects = notReady.projects;
    private final ReactiveOptimizely client = notReady.client;
    private final ReactiveUserContext user = notReady.user;

    @Test
    void itIsNotReadyAfterTheTimeoutAndThenGoesOn() {
        user.decisions("flag")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(TIMEOUT.minusMillis(1)))
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .assertNext(NotReadyScene::assertNotReady)
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
