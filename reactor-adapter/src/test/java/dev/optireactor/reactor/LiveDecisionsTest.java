package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.prediction.PredictionClient;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The decision of a flag as it changes for one user. */
class LiveDecisionsTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final PushedProjects projects = new PushedProjects();

    @Test
    void startsWithTheCurrentDecisionOnTheSubscribingThread() {
        ReactiveUserContext user = user(SampleProject.simple("1"));
        List<Thread> threads = new ArrayList<>();
        Disposable live = user.decisions("flag").subscribe(decision -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
        live.dispose();
    }

    @Test
    void startsAsSoonAsThereIsADatafile() {
        ReactiveUserContext user = ClientScene.user(client(), Secrets.ANNA);
        live(user.decisions("flag"))
                .expectSubscription()
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNext("1 on")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsOfANewProject() {
        live(user(SampleProject.simple("1")).decisions("flag"))
                .expectNext("1 on")
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("2 on")
                .then(() -> projects.push(SampleProject.revision("3")))
                .expectNext("null null")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsOfAnAttribute() {
        ReactiveUserContext user = user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        live(user.decisions("flag"))
                .expectNext("1 null")
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .expectNext("1 on")
                .then(() -> user.setAttribute("country", "FR").block(PATIENCE))
                .expectNext("1 null")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsOfAForcedDecision() {
        ReactiveUserContext user = user(SampleProject.revision("1").split("flag", "a", "b"));
        String usual =
                Objects.requireNonNull(user.decide("flag").block(PATIENCE)).variationKey();
        String other = "a".equals(usual) ? "b" : "a";
        OptimizelyDecisionContext flag = new OptimizelyDecisionContext("flag");
        live(user.decisions("flag"))
                .expectNext("1 " + usual)
                .then(() -> user.setForcedDecision(flag, new OptimizelyForcedDecision(other))
                        .block(PATIENCE))
                .expectNext("1 " + other)
                .then(() -> user.removeForcedDecision(flag).block(PATIENCE))
                .expectNext("1 " + usual)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void tellsOfSegmentsThatWereSetOrFetched() {
        scene.sandbox().segments(Secrets.ANNA, "has_email");
        ReactiveUserContext user = user(SampleProject.revision("1")
                .onForSegment("flag", "has_email")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY));
        live(user.decisions("flag"))
                .expectNext("1 null")
                .then(() -> user.fetchQualifiedSegments().block(PATIENCE))
                .expectNext("1 on")
                .then(() -> user.setQualifiedSegments(List.of()).block(PATIENCE))
                .expectNext("1 null")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void isSilentAboutChangesThatChangeNothing() {
        ReactiveUserContext user = user(SampleProject.simple("1"));
        live(user.decisions("flag"))
                .expectNext("1 on")
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .then(() -> user.setQualifiedSegments(List.of("segment")).block(PATIENCE))
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("2 on")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void doesNotRepeatToASlowSubscriberWhatChangedToAndFro() {
        ReactiveUserContext user = user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        StepVerifier.create(text(user.decisions("flag")), 1)
                .expectNext("1 null")
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .then(() -> user.setAttribute("country", "FR").block(PATIENCE))
                .thenRequest(1)
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .expectNext("1 on")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aSlowSubscriberGetsTheLatestAndMissesTheOthers() {
        ReactiveUserContext user = user(SampleProject.simple("1"));
        StepVerifier.create(text(user.decisions("flag")), 1)
                .expectNext("1 on")
                .then(() -> Flux.range(2, 98)
                        .map(i -> SampleProject.simple(String.valueOf(i)))
                        .subscribe(projects::push))
                .thenRequest(Long.MAX_VALUE)
                .expectNext("99 on")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void theLatestArrivesHoweverManyThreadsChangeTheUser() {
        ReactiveUserContext user = user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        Mono<Void> changes = Flux.range(0, 8)
                .flatMap(thread -> Flux.range(0, 200)
                        .concatMap(i -> user.setAttribute("country", i % 2 == 0 ? "DE" : "FR"))
                        .then()
                        .subscribeOn(Schedulers.boundedElastic()))
                .then(user.setAttribute("country", "FR"))
                .then(user.setAttribute("country", "DE"))
                .then(user.setAttribute("last", "DE"))
                .then();
        List<String> seen = new ArrayList<>();
        Disposable live = text(user.decisions("flag")).subscribe(seen::add);
        changes.block(PATIENCE);
        assertThat(seen.get(seen.size() - 1)).isEqualTo("1 on");
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i)).isNotEqualTo(seen.get(i - 1));
        }
        live.dispose();
    }

    @Test
    void aSubscriberThatIsBusyHoldsUpNobodyWhoChangesTheUser() {
        ReactiveUserContext user = user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Disposable live = user.decisions("flag")
                .filter(OptimizelyDecision::enabled)
                .doOnNext(decision -> {
                    busy.countDown();
                    Waiting.until(go);
                })
                .subscribe();
        user.setAttribute("country", "DE")
                .subscribeOn(Schedulers.boundedElastic())
                .subscribe();
        Waiting.until(busy);
        user.setAttribute("country", "FR")
                .as(StepVerifier::create)
                .expectNext(user)
                .expectComplete()
                .verify(Duration.ofSeconds(1));
        go.countDown();
        live.dispose();
    }

    @Test
    void aSubscriberMayChangeTheUserWhileItIsTold() {
        ReactiveUserContext user = user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        live(user.decisions("flag")
                        .concatMap(decision -> decision.enabled()
                                ? Mono.just(decision)
                                : user.setAttribute("country", "DE").thenReturn(decision)))
                .expectNext("1 null")
                .expectNext("1 on")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void sendsNoImpressionsByDefault() {
        ReactiveOptimizely client = client();
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        projects.push(SampleProject.simple("1"));
        live(user.decisions("flag"))
                .expectNext("1 on")
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("2 on")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isZero();
    }

    @Test
    void sendsAnImpressionPerDecisionThatIsHandedOutIfAskedTo() {
        ReactiveOptimizely client = client();
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        projects.push(SampleProject.simple("1"));
        StepVerifier.create(text(user.decisions("flag", LiveImpressions.PER_DECISION)), 1)
                .expectNext("1 on")
                .then(() -> projects.push(SampleProject.simple("2")))
                .then(() -> projects.push(SampleProject.simple("3")))
                .then(() -> assertThat(client.statistics().events().offered()).isEqualTo(1))
                .thenRequest(1)
                .expectNext("3 on")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isEqualTo(2);
    }

    @Test
    void handsNothingOutOnceTheClientIsClosed() {
        ReactiveOptimizely client = client();
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        projects.push(SampleProject.simple("1"));
        StepVerifier.create(text(user.decisions("flag", LiveImpressions.PER_DECISION)), 1)
                .expectNext("1 on")
                .then(() -> projects.push(SampleProject.simple("2")))
                .then(() -> client.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isEqualTo(1);
    }

    @Test
    void waitsForNoPredictionThatIsOutdated() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        PredictionClient silentAtFirst = (need, uuid) -> asked.getAndIncrement() == 0
                ? Mono.<String>never().doOnCancel(cancelled::incrementAndGet)
                : Mono.just(SampleProject.variationId("flag", "b"));
        ReactiveOptimizely client = scene.client(builder ->
                builder.datafileSource(projects).predictions(predictions -> predictions.client(silentAtFirst)));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        projects.push(SampleProject.revision("1").bandit("flag"));
        live(user.decisions("flag"))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .expectNext("1 b")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void decidesWithPredictions() {
        scene.sandbox().prediction(SampleProject.ruleId("flag"), SampleProject.variationId("flag", "b"));
        live(user(SampleProject.revision("1").bandit("flag")).decisions("flag"))
                .expectNext("1 b")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void endsWhenTheClientIsClosedEvenIfAPredictionHangs() {
        scene.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        ReactiveOptimizely client = client();
        projects.push(SampleProject.revision("1").on("flag").bandit("bandit"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        Flux.merge(user.decisions("flag"), user.decisions("bandit"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(() -> client.close().subscribe())
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        user.decisions("flag").as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void doesNotTellOfAPredictionThatFailsBecauseTheClientIsClosed() {
        ReactiveOptimizely[] closing = new ReactiveOptimizely[1];
        PredictionClient cutOff = (need, uuid) -> Mono.defer(() -> {
            closing[0].close().subscribe();
            return Mono.error(new IOException("cut off"));
        });
        closing[0] = scene.client(
                builder -> builder.datafileSource(projects).predictions(predictions -> predictions.client(cutOff)));
        ClientScene.user(closing[0], Secrets.ANNA)
                .decisions("bandit")
                .as(StepVerifier::create)
                .then(() -> projects.push(SampleProject.revision("1").bandit("bandit")))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void leavesNothingBehindWhenItIsCancelled() {
        ReactiveUserContext user = user(SampleProject.simple("1"));
        AtomicInteger told = new AtomicInteger();
        Sinks.Empty<Void> end = Sinks.empty();
        user.decisions("flag").takeUntilOther(end.asMono()).subscribe(decision -> told.incrementAndGet());
        end.tryEmitEmpty().orThrow();
        projects.push(SampleProject.simple("2"));
        assertThat(told).hasValue(1);
    }

    private ReactiveOptimizely client() {
        return scene.client(builder -> builder.datafileSource(projects));
    }

    private ReactiveUserContext user(SampleProject project) {
        ReactiveOptimizely client = client();
        projects.push(project);
        client.ready().block(PATIENCE);
        return ClientScene.user(client, Secrets.ANNA);
    }

    private static StepVerifier.FirstStep<String> live(Flux<OptimizelyDecision> decisions) {
        return StepVerifier.create(text(decisions));
    }

    private static Flux<String> text(Flux<OptimizelyDecision> decisions) {
        return decisions.map(decision -> decision.variables().toMap().get("revision") + " " + decision.variationKey());
    }
}
