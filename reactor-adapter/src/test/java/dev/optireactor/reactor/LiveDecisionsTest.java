package dev.optireactor.reactor;

import static dev.optireactor.reactor.LiveScene.follow;
import static dev.optireactor.reactor.LiveScene.text;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.reactor.fixture.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** The decision of a flag as it changes for one user. */
class LiveDecisionsTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final LiveScene live = new LiveScene(scene);
    private final PushedProjects projects = live.projects;

    @Test
    void startsWithTheCurrentDecisionOnTheSubscribingThread() {
        ReactiveUserContext user = live.user(SampleProject.simple("1"));
        List<Thread> threads = new ArrayList<>();
        Disposable following = user.decisions("flag").subscribe(decision -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
        following.dispose();
    }

    @Test
    void startsAsSoonAsThereIsADatafile() {
        ReactiveUserContext user = ClientScene.user(live.client(), Secrets.ANNA);
        follow(user.decisions("flag"))
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
        follow(live.user(SampleProject.simple("1")).decisions("flag"))
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
        ReactiveUserContext user = live.user(SampleProject.revision("1").onFor("flag", "country", "DE"));
        follow(user.decisions("flag"))
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
        ReactiveUserContext user = live.user(SampleProject.revision("1").split("flag", "a", "b"));
        String usual =
                Objects.requireNonNull(user.decide("flag").block(PATIENCE)).variationKey();
        String other = "a".equals(usual) ? "b" : "a";
        OptimizelyDecisionContext flag = new OptimizelyDecisionContext("flag");
        follow(user.decisions("flag"))
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
        ReactiveUserContext user = live.user(SampleProject.revision("1")
                .onForSegment("flag", "has_email")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY));
        follow(user.decisions("flag"))
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
        ReactiveUserContext user = live.user(SampleProject.simple("1"));
        follow(user.decisions("flag"))
                .expectNext("1 on")
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .then(() -> user.setQualifiedSegments(List.of("segment")).block(PATIENCE))
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("2 on")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void sendsNoImpressionsByDefault() {
        ReactiveOptimizely client = live.client();
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        projects.push(SampleProject.simple("1"));
        follow(user.decisions("flag"))
                .expectNext("1 on")
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("2 on")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isZero();
    }

    @Test
    void sendsAnImpressionPerDecisionThatIsHandedOutIfAskedTo() {
        ReactiveOptimizely client = live.client();
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
        ReactiveOptimizely client = live.client();
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
    void leavesNothingBehindWhenItIsCancelled() {
        ReactiveUserContext user = live.user(SampleProject.simple("1"));
        AtomicInteger told = new AtomicInteger();
        Sinks.Empty<Void> end = Sinks.empty();
        user.decisions("flag").takeUntilOther(end.asMono()).subscribe(decision -> told.incrementAndGet());
        end.tryEmitEmpty().orThrow();
        projects.push(SampleProject.simple("2"));
        assertThat(told).hasValue(1);
    }
}
