package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.function.Tuple2;

/** Decisions that need predictions, as the prediction service sees them. */
class BanditDecisionsTest {

    private static final int RULES = 10;

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void decidingTenBanditsTakesAboutOneRoundTrip() {
        ReactiveOptimizely client = scene.readyClient(bandits());
        scene.sandbox().fault(Endpoint.PREDICTIONS, Fault.latency(Duration.ofMillis(100)));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        // One after the other would always take 1,000 ms or more; a busy machine gets several tries.
        user.decideAll(OptimizelyDecideOption.IGNORE_CMAB_CACHE)
                .collectList()
                .elapsed()
                .repeat()
                .filter(timed -> timed.getT1() < 600)
                .map(Tuple2::getT2)
                .next()
                .as(StepVerifier::create)
                .assertNext(decisions ->
                        assertThat(decisions).hasSize(RULES).allMatch(decision -> "b".equals(decision.variationKey())))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void allRequestsOfACallAreUnderWayAtTheSameTime() {
        ReactiveOptimizely client = scene.readyClient(bandits());
        scene.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        Disposable call = ClientScene.user(client, Secrets.ANNA).decideAll().subscribe();
        scene.sandbox()
                .received()
                .onRequest()
                .filter(request -> request.endpoint() == Endpoint.PREDICTIONS)
                .take(RULES)
                .blockLast(PATIENCE);
        assertThat(scene.sandbox().received().traffic(Endpoint.PREDICTIONS).open())
                .isEqualTo(RULES);
        call.dispose();
        scene.sandbox().received().onAbort().take(RULES).blockLast(PATIENCE);
        assertThat(client.statistics().events().offered()).isZero();
    }

    @Test
    void aHundredDecisionsOfOneUserAtTheSameTimeAreOneRequestWithOneId() {
        scene.sandbox().fault(Endpoint.PREDICTIONS, Fault.latency(Duration.ofMillis(50)));
        ReactiveOptimizely client = scene.readyClient(bandits());
        Flux.range(0, 100)
                .flatMap(i -> ClientScene.user(client, Secrets.ANNA).decide("bandit-0"), 100)
                .map(OptimizelyDecision::variationKey)
                .distinct()
                .as(StepVerifier::create)
                .expectNext("b")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(scene.sandbox().received().traffic(Endpoint.PREDICTIONS).received())
                .isEqualTo(1);
        client.flush().block(PATIENCE);
        List<ReceivedEvent> impressions = scene.sandbox().received().events();
        assertThat(impressions).hasSize(100);
        assertThat(impressions.stream().map(BanditDecisionsTest::predictionId).distinct())
                .singleElement()
                .isNotNull();
    }

    private static @Nullable Object predictionId(ReceivedEvent impression) {
        return impression.decisions().get(0).get("metadata") instanceof Map<?, ?> metadata
                ? metadata.get("cmab_uuid")
                : null;
    }

    @Test
    void aPredictionThatIsLateEndsTheDecisionAndItsRequest() {
        scene.sandbox().fault(Endpoint.PREDICTIONS, Fault.silence());
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        ReactiveOptimizely client =
                scene.readyClient(builder -> builder.datafile(bandits().bytes())
                        .timer(time)
                        .predictions(predictions -> predictions.deadline(Duration.ofSeconds(5))));
        ClientScene.user(client, Secrets.ANNA)
                .decide("bandit-0")
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> scene.sandbox().received().onRequest().blockFirst(PATIENCE))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
                .assertNext(decision -> {
                    assertThat(decision.variationKey()).isNull();
                    assertThat(decision.reasons()).contains("Failed to fetch CMAB data for experiment bandit-0_rule.");
                })
                .expectComplete()
                .verify(PATIENCE);
        scene.sandbox().received().onAbort().blockFirst(PATIENCE);
    }

    private SampleProject bandits() {
        SampleProject project = SampleProject.revision("1");
        IntStream.range(0, RULES).mapToObj(i -> "bandit-" + i).forEach(flag -> {
            project.bandit(flag);
            scene.sandbox().prediction(SampleProject.ruleId(flag), SampleProject.variationId(flag, "b"));
        });
        return project;
    }
}
