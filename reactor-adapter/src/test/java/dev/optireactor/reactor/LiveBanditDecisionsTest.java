package dev.optireactor.reactor;

import static dev.optireactor.reactor.LiveScene.follow;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.prediction.PredictionClient;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.Waiting;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Live decisions that take a prediction, which may hang or fail. */
class LiveBanditDecisionsTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final LiveScene live = new LiveScene(scene);
    private final PushedProjects projects = live.projects;

    @Test
    void decidesWithPredictions() {
        scene.sandbox().prediction(SampleProject.ruleId("flag"), SampleProject.variationId("flag", "b"));
        follow(live.user(SampleProject.revision("1").bandit("flag")).decisions("flag"))
                .expectNext("1 b")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void waitsForNoPredictionThatIsOutdated() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        PredictionClient silentAtFirst = (need, uuid) -> asked.getAndIncrement() == 0
                ? Mono.<String>never().doOnCancel(cancelled::incrementAndGet)
                : Mono.just(SampleProject.variationId("flag", "b"));
        ReactiveOptimizely client = scene.client(
                builder -> projects.feed(builder).predictions(predictions -> predictions.client(silentAtFirst)));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        projects.push(SampleProject.revision("1").bandit("flag"));
        follow(user.decisions("flag"))
                .expectSubscription()
                .then(() -> Waiting.until(() -> asked.get() == 1))
                .then(() -> user.setAttribute("country", "DE").block(PATIENCE))
                .expectNext("1 b")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void endsWhenTheClientIsClosedEvenIfAPredictionHangs() {
        scene.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        ReactiveOptimizely client = live.client();
        projects.push(SampleProject.revision("1").on("flag").bandit("bandit"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        Flux.merge(user.decisions("flag"), user.decisions("bandit"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(() -> client.close().subscribe())
                .expectComplete()
                .verify(PATIENCE);
        user.decisions("flag").as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void doesNotTellOfAPredictionThatFailsBecauseTheClientIsClosed() {
        ReactiveOptimizely[] closing = new ReactiveOptimizely[1];
        PredictionClient cutOff = (need, uuid) -> Mono.defer(() -> {
            closing[0].close().subscribe();
            return Mono.error(new IOException("cut off"));
        });
        closing[0] =
                scene.client(builder -> projects.feed(builder).predictions(predictions -> predictions.client(cutOff)));
        ClientScene.user(closing[0], Secrets.ANNA)
                .decisions("bandit")
                .as(StepVerifier::create)
                .then(() -> projects.push(SampleProject.revision("1").bandit("bandit")))
                .expectComplete()
                .verify(PATIENCE);
    }
}
