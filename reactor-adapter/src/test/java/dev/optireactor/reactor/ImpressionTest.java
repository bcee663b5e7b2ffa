package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One impression for each decision that is handed out, and none for those that are not. */
class ImpressionTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void arrivesForADecisionThatIsHandedOut() {
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("7"));
        ClientScene.user(client, Secrets.ANNA).decide("flag").block(PATIENCE);
        client.flush().block(PATIENCE);
        ReceivedEvent impression = scene.sandbox().received().events().get(0);
        assertThat(impression.key()).isEqualTo("campaign_activated");
        assertThat(impression.visitorId()).isEqualTo(Secrets.ANNA);
        assertThat(impression.decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision)
                        .containsEntry("experiment_id", SampleProject.ruleId("flag"))
                        .containsEntry("variation_id", SampleProject.variationId("flag", "on")));
        assertThat(scene.sandbox().received().batches().get(0).json()).containsEntry("revision", "7");
    }

    @Test
    void isSentForEachSubscription() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        Mono<OptimizelyDecision> decision =
                ClientScene.user(client, Secrets.ANNA).decide("flag");
        assertThat(impressions(client)).isZero();
        decision.block(PATIENCE);
        decision.block(PATIENCE);
        assertThat(impressions(client)).isEqualTo(2);
    }

    @Test
    void isNotSentForADecisionThatIsNeverRequested() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        StepVerifier.create(ClientScene.user(client, Secrets.ANNA).decide("flag"), 0)
                .expectSubscription()
                .then(() -> assertThat(impressions(client)).isZero())
                .thenCancel()
                .verify(PATIENCE);
        assertThat(impressions(client)).isZero();
    }

    @Test
    void isSentWhenTheDecisionIsRequestedAndNotBefore() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        StepVerifier.create(ClientScene.user(client, Secrets.ANNA).decide("flag"), 0)
                .expectSubscription()
                .then(() -> assertThat(impressions(client)).isZero())
                .thenRequest(1)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(impressions(client)).isEqualTo(1);
    }

    @Test
    void isNotEvenMadeWhenSendingIsDisabled() {
        AtomicInteger ids = new AtomicInteger();
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes())
                        .events(events -> events.disableSending())
                        .uuids(() -> new UUID(0, ids.incrementAndGet())));
        StepVerifier.create(ClientScene.user(client, Secrets.ANNA).decide("flag"))
                .assertNext(decision -> assertThat(decision.variationKey()).isEqualTo("on"))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(ids).hasValue(0);
        assertThat(impressions(client)).isZero();
    }

    @Test
    void isNotSentForADecisionThatIsCancelledWhileItWaitsForTheDatafile() {
        PushedProjects projects = new PushedProjects();
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        StepVerifier.create(ClientScene.user(client, Secrets.ANNA).decide("flag"))
                .expectSubscription()
                .thenCancel()
                .verify(PATIENCE);
        projects.push(SampleProject.simple("1"));
        client.ready().block(PATIENCE);
        assertThat(impressions(client)).isZero();
    }

    @Test
    void isNotSentForADecisionThatWaitedForTheDatafileAndIsNotRequested() {
        PushedProjects projects = new PushedProjects();
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        StepVerifier.create(ClientScene.user(client, Secrets.ANNA).decide("flag"), 0)
                .expectSubscription()
                .then(() -> projects.push(SampleProject.simple("1")))
                .then(() -> client.ready().block(PATIENCE))
                .then(() -> assertThat(impressions(client)).isZero())
                .thenRequest(1)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(impressions(client)).isEqualTo(1);
    }

    @Test
    void isSentForThoseOfManyFlagsThatAreRequested() {
        ReactiveOptimizely client = scene.staticClient(manyFlags());
        StepVerifier.create(ClientScene.user(client, Secrets.ANNA).decideAll(), 0)
                .expectSubscription()
                .then(() -> assertThat(impressions(client)).isZero())
                .thenRequest(3)
                .expectNextCount(3)
                .then(() -> assertThat(impressions(client)).isEqualTo(3))
                .thenCancel()
                .verify(PATIENCE);
        assertThat(impressions(client)).isEqualTo(3);
    }

    @Test
    void isNotSentForFlagsBehindTheOneAtWhichASubscriberCancels() {
        ReactiveOptimizely client = scene.staticClient(manyFlags());
        ClientScene.user(client, Secrets.ANNA)
                .decideForKeys(IntStream.range(0, 40).mapToObj(i -> "flag-" + i).toList())
                .takeUntil(decision -> decision.flagKey().equals("flag-4"))
                .as(StepVerifier::create)
                .expectNextCount(5)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(impressions(client)).isEqualTo(5);
    }

    @Test
    void isSentForFlagsThatAreLeftOutBecauseTheyAreOff() {
        ReactiveOptimizely client = scene.staticClient(
                SampleProject.revision("1").on("flag").off("dark").off("darker"));
        ClientScene.user(client, Secrets.ANNA)
                .decideAll(OptimizelyDecideOption.ENABLED_FLAGS_ONLY)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(impressions(client)).isEqualTo(3);
    }

    @Test
    void isNotSentIfTheCallSaysSo() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ClientScene.user(client, Secrets.ANNA)
                .decide("flag", OptimizelyDecideOption.DISABLE_DECISION_EVENT)
                .block(PATIENCE);
        assertThat(impressions(client)).isZero();
    }

    @Test
    void isNotSentForAnUnknownFlag() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ClientScene.user(client, Secrets.ANNA).decide("nowhere").block(PATIENCE);
        assertThat(impressions(client)).isZero();
    }

    @Test
    void aDecisionIsHandedOutOnceHoweverOftenItIsRequested() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ClientScene.user(client, Secrets.ANNA).decide("flag").subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
                subscription.request(1);
                subscription.cancel();
            }
        });
        assertThat(impressions(client)).isEqualTo(1);
    }

    @Test
    void aDefectOfASourceOfIdsIsSignalledNotThrown() {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes()).uuids(() -> {
                    throw new IllegalStateException("no more ids");
                }));
        for (Mono<?> decided : List.of(
                ClientScene.user(client, Secrets.ANNA).decide("flag"),
                ClientScene.user(client, Secrets.ANNA).decideAll().collectList())) {
            StepVerifier.create(decided, 0)
                    .expectSubscription()
                    .thenRequest(1)
                    .expectErrorMessage("no more ids")
                    .verify(PATIENCE);
        }
    }

    private static SampleProject manyFlags() {
        SampleProject project = SampleProject.revision("1");
        IntStream.range(0, 40).forEach(i -> project.on("flag-" + i));
        return project;
    }

    private static long impressions(ReactiveOptimizely client) {
        return client.statistics().events().offered();
    }
}
