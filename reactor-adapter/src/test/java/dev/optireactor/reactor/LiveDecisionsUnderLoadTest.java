package dev.optireactor.reactor;

import static dev.optireactor.reactor.LiveScene.follow;
import static dev.optireactor.reactor.LiveScene.text;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Live decisions for those who are slow or busy, or change the user while they are told. */
class LiveDecisionsUnderLoadTest {

    /** Much shorter than one who is busy waits to be let go. */
    private static final Duration NOT_HELD_UP = Duration.ofSeconds(20);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final LiveScene live = new LiveScene(scene);
    private final PushedProjects projects = live.projects;

    @Test
    void doesNotRepeatToASlowSubscriberWhatChangedToAndFro() {
        ReactiveUserContext user = live.user(SampleProject.revision("1").onFor("flag", "country", "DE"));
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
        ReactiveUserContext user = live.user(SampleProject.simple("1"));
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
        ReactiveUserContext user = live.user(SampleProject.revision("1").onFor("flag", "country", "DE"));
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
        Disposable following = text(user.decisions("flag")).subscribe(seen::add);
        changes.block(PATIENCE);
        assertThat(seen.get(seen.size() - 1)).isEqualTo("1 on");
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i)).isNotEqualTo(seen.get(i - 1));
        }
        following.dispose();
    }

    @Test
    void aSubscriberThatIsBusyHoldsUpNobodyWhoChangesTheUser() {
        ReactiveUserContext user = live.user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Disposable following = user.decisions("flag")
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
                .verify(NOT_HELD_UP);
        go.countDown();
        following.dispose();
    }

    @Test
    void aSubscriberMayChangeTheUserWhileItIsTold() {
        ReactiveUserContext user = live.user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        follow(user.decisions("flag")
                        .concatMap(decision -> decision.enabled()
                                ? Mono.just(decision)
                                : user.setAttribute("country", "DE").thenReturn(decision)))
                .expectNext("1 null")
                .expectNext("1 on")
                .thenCancel()
                .verify(PATIENCE);
    }
}
