package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.fixture.Threads;
import dev.optireactor.reactor.listener.DropReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What operations do while there is no datafile, and when there is none in time. */
class NotReadyTest {

    private static final Duration ALMOST = Duration.ofMillis(9999);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final NotReadyScene notReady = new NotReadyScene();

    private final VirtualTimeScheduler time = notReady.time;
    private final PushedProjects projects = notReady.projects;
    private final ReactiveOptimizely client = notReady.client;
    private final ReactiveUserContext user = notReady.user;

    @Test
    void aDecisionWaitsForTheDatafile() {
        user.decide("flag")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(ALMOST))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aDecisionIsNotReadyAfterTheTimeout() {
        user.decide("flag")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(ALMOST))
                .expectNoEvent(A_MOMENT)
                .then(() -> time.advanceTimeBy(A_MOMENT))
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isZero();
    }

    @Test
    void aDecisionIsNotReadyAtOnceWhenTheTimerWasDisposedOf() {
        Scheduler gone = Schedulers.newSingle("users-timer", true);
        ReactiveOptimizely untimed =
                scene.client(builder -> new PushedProjects().feed(builder).timer(gone));
        gone.dispose();
        ClientScene.user(untimed, Secrets.BERT)
                .decide("flag")
                .as(StepVerifier::create)
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aTimeoutOfZeroDoesNotWait() {
        ReactiveOptimizely impatient =
                scene.client(builder -> new PushedProjects().feed(builder).readinessTimeout(Duration.ZERO));
        ReactiveUserContext someone = ClientScene.user(impatient, Secrets.BERT);
        AtomicInteger signalled = new AtomicInteger();
        someone.decide("flag")
                .doOnNext(NotReadyScene::assertNotReady)
                .subscribe(decision -> signalled.incrementAndGet());
        someone.trackEvent(SampleProject.PURCHASE)
                .doOnSuccess(done -> signalled.incrementAndGet())
                .subscribe();
        assertThat(signalled).hasValue(2);
    }

    @Test
    void aDecisionAfterATimeoutCanStillSucceed() {
        user.decide("flag")
                .as(StepVerifier::create)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
        projects.push(SampleProject.simple("1"));
        client.ready().block(PATIENCE);
        user.decide("flag")
                .as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void onceAWaitWasInVainOperationsAnswerAtOnceUntilThereIsADatafile() {
        Mono<OptimizelyDecision> request = user.fetchQualifiedSegments()
                .then(user.decide("flag"))
                .flatMap(decision -> user.trackEvent(SampleProject.PURCHASE).thenReturn(decision));
        request.as(StepVerifier::create)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
        request.as(StepVerifier::create)
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
        projects.push(SampleProject.simple("1"));
        client.ready().block(PATIENCE);
        request.as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aReadinessThatFailedIsAWaitInVainToo() {
        client.ready()
                .onErrorComplete()
                .then(user.decide("flag"))
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void tenThousandDecisionsWaitWithoutAThread() {
        Set<String> before = Threads.names();
        Flux.range(0, 10_000)
                .flatMap(i -> user.decide("flag"), 10_000)
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> assertThat(Threads.names()).isSubsetOf(before))
                .then(() -> projects.push(SampleProject.simple("1")))
                .thenConsumeWhile(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isEqualTo(10_000);
    }

    @Test
    void decisionsOfManyFlagsAreEmptyAfterTheTimeout() {
        Flux.merge(user.decideAll(), user.decideForKeys(List.of("flag")))
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void trackingWaitsForTheDatafile() {
        user.trackEvent(SampleProject.PURCHASE)
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(ALMOST))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isEqualTo(1);
    }

    @Test
    void trackingCompletesAfterTheTimeoutAndSendsNothing() {
        user.trackEvent(SampleProject.PURCHASE)
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectComplete()
                .verify(PATIENCE);
        projects.push(SampleProject.simple("1"));
        assertThat(client.statistics().events().offered()).isEqualTo(1);
        assertThat(client.statistics().events().dropped(DropReason.NOT_READY)).isEqualTo(1);
    }

    @Test
    void fetchingSegmentsIsFalseAfterTheTimeout() {
        user.setQualifiedSegments(List.of("has_email")).block(PATIENCE);
        user.fetchQualifiedSegments()
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(user.snapshot().qualifiedSegments()).isNull();
    }

    @Test
    void anOdpEventIsRefusedAndTheConfigIsEmptyAfterTheTimeout() {
        Flux.merge(
                        client.sendOdpEvent("type", "action", Map.of("fs_user_id", Secrets.ANNA), Map.of()),
                        client.getOptimizelyConfig())
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void closingEndsEveryWait() {
        Mono<OptimizelyDecision> tracking =
                user.trackEvent(SampleProject.PURCHASE).then(Mono.empty());
        Flux.merge(user.decide("flag"), user.decideAll(), tracking)
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> client.close().subscribeOn(Schedulers.parallel()).subscribe())
                .assertNext(NotReadyScene::assertNotReady)
                .expectComplete()
                .verify(PATIENCE);
    }
}
