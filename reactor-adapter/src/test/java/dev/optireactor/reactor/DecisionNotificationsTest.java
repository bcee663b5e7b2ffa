package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.notification.DecisionNotification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

/** What a client tells of a decision, and which decisions it tells. */
class DecisionNotificationsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void aDecisionIsToldWithItsNineFacts() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA, Map.of("country", "DE"));
        StepVerifier.create(client.notifications(DecisionNotification.class))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(told -> {
                    assertThat(told.type()).isEqualTo("flag");
                    assertThat(told.userId()).isEqualTo(Secrets.ANNA);
                    assertThat(told.attributes()).isEqualTo(Map.of("country", "DE"));
                    assertThat(told.decisionInfo())
                            .isEqualTo(Map.of(
                                    "flagKey",
                                    "flag",
                                    "enabled",
                                    true,
                                    "variables",
                                    Map.of("revision", "1"),
                                    "variationKey",
                                    "on",
                                    "ruleKey",
                                    "flag_rule",
                                    "reasons",
                                    List.of(),
                                    "decisionEventDispatched",
                                    true,
                                    "experimentId",
                                    SampleProject.ruleId("flag"),
                                    "variationId",
                                    SampleProject.variationId("flag", "on")));
                })
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aDecisionThatNothingMadeIsToldWithNulls() {
        ReactiveOptimizely client =
                scene.staticClient(SampleProject.revision("1").off("dark"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class))
                .then(() -> user.decide(
                                "dark",
                                OptimizelyDecideOption.EXCLUDE_VARIABLES,
                                OptimizelyDecideOption.DISABLE_DECISION_EVENT)
                        .block(PATIENCE))
                .assertNext(told -> {
                    Map<String, Object> info = new HashMap<>(Map.of(
                            "flagKey",
                            "dark",
                            "enabled",
                            false,
                            "variables",
                            Map.of(),
                            "reasons",
                            List.of(),
                            "decisionEventDispatched",
                            false));
                    List.of("variationKey", "ruleKey", "experimentId", "variationId")
                            .forEach(name -> info.put(name, null));
                    assertThat(told.decisionInfo()).isEqualTo(info);
                })
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void noImpressionIsToldByAClientThatSendsNothing() {
        ReactiveOptimizely client = scene.readyClient(builder ->
                builder.datafile(SampleProject.simple("1").bytes()).events(events -> events.disableSending()));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(told -> assertThat(told.decisionInfo())
                        .containsEntry("variationKey", "on")
                        .containsEntry("decisionEventDispatched", false))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aForcedFlagIsToldWithItsVariationAndWithoutARule() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.setForcedDecision(new OptimizelyDecisionContext("flag"), new OptimizelyForcedDecision("on"))
                .block(PATIENCE);
        StepVerifier.create(client.notifications(DecisionNotification.class).map(DecisionNotification::decisionInfo))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(info -> assertThat(info)
                        .containsEntry("ruleKey", null)
                        .containsEntry("experimentId", null)
                        .containsEntry("variationId", SampleProject.variationId("flag", "on")))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aHoldoutIsToldByItsOwnKeyAndIds() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1").holdout("holdout"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class).map(DecisionNotification::decisionInfo))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(info -> assertThat(info)
                        .hasSize(9)
                        .containsEntry("flagKey", "flag")
                        .containsEntry("enabled", false)
                        .containsEntry("ruleKey", "holdout")
                        .containsEntry("experimentId", SampleProject.ruleId("holdout"))
                        .containsEntry("variationKey", "off")
                        .containsEntry("variationId", SampleProject.variationId("holdout", "off"))
                        .containsEntry("decisionEventDispatched", true))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void theReasonsToldAreThoseOfTheDecision() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        List<OptimizelyDecision> seen = new CopyOnWriteArrayList<>();
        StepVerifier.create(client.notifications(DecisionNotification.class)
                        .doOnNext(told -> seen.add(told.decision()))
                        .map(told -> told.decisionInfo().get("reasons")))
                .then(() -> user.decide("flag", OptimizelyDecideOption.INCLUDE_REASONS)
                        .doOnNext(seen::add)
                        .block(PATIENCE))
                .assertNext(reasons -> assertThat(reasons)
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .isNotEmpty())
                .then(() -> assertThat(seen.get(0)).isSameAs(seen.get(1)))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void eachFlagIsToldAlsoOneThatIsLeftOutButNotAnUnknownOne() {
        ReactiveOptimizely client = scene.staticClient(
                SampleProject.revision("1").on("first").off("dark").on("last"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class)
                        .map(told -> told.decision().flagKey()))
                .then(() -> user.decideForKeys(
                                List.of("first", "nowhere", "dark", "last"), OptimizelyDecideOption.ENABLED_FLAGS_ONLY)
                        .blockLast(PATIENCE))
                .expectNext("first", "dark", "last")
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aFailedPredictionIsNotTold() {
        ReactiveOptimizely client =
                scene.readyClient(SampleProject.revision("1").bandit("bandit").on("flag"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class)
                        .map(told -> told.decision().flagKey()))
                .then(() -> user.decideAll().blockLast(PATIENCE))
                .expectNext("flag")
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }
}
