package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Waiting for the first datafile. */
class ReadyTest {

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final ObservedTimer timer = new ObservedTimer();

    @RegisterExtension
    private final NotReadyScene notReady = new NotReadyScene();

    private final VirtualTimeScheduler time = notReady.time;
    private final PushedProjects projects = notReady.projects;
    private final ReactiveOptimizely client = notReady.client;

    @Test
    void failsAfterTheTimeoutAndSucceedsLater() {
        assertThat(client.isReady()).isFalse();
        client.ready()
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
        client.ready()
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.isReady()).isTrue();
    }

    @Test
    void mayWaitForATimeOfItsOwn() {
        ReactiveOptimizely impatient =
                scene.client(builder -> projects.feed(builder).timer(time).readinessTimeout(Duration.ZERO));
        impatient
                .ready()
                .as(StepVerifier::create)
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
        impatient
                .ready(Duration.ofMinutes(1))
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(59)))
                .expectNoEvent(A_MOMENT)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
        impatient
                .ready(Duration.ofMinutes(1))
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theTimersOfThoseWhoWaitEndWhenTheDatafileComesOrTheyGiveUp() {
        PushedProjects later = new PushedProjects();
        ReactiveOptimizely waiting = scene.client(builder -> later.feed(builder).timer(timer.scheduler()));
        ReactiveUserContext someone = ClientScene.user(waiting, Secrets.BERT);
        Waiting.until(() -> timer.waiting() == 0);
        Flux<?> waits = Flux.merge(
                waiting.ready(),
                someone.decide("flag", OptimizelyDecideOption.DISABLE_DECISION_EVENT),
                someone.decideAll(OptimizelyDecideOption.DISABLE_DECISION_EVENT),
                someone.fetchQualifiedSegments());
        Disposable impatient = waits.subscribe();
        assertThat(timer.waiting()).isEqualTo(4);
        impatient.dispose();
        assertThat(timer.waiting()).isZero();
        StepVerifier.create(waits.ignoreElements())
                .expectSubscription()
                .then(() -> assertThat(timer.waiting()).isEqualTo(4))
                .then(() -> later.push(SampleProject.revision("1").off("flag")))
                .expectComplete()
                .verify(PATIENCE);
        Waiting.until(() -> timer.waiting() == 0);
    }

    @Test
    void endsWithTheClient() {
        client.ready()
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> client.close().subscribeOn(Schedulers.parallel()).subscribe())
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
    }
}
