package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static dev.optireactor.core.decision.ReasonsFixture.US_INTO_CTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reasons when somebody has said which variation it is to be. */
class ForcedReasonsTest {

    private final ReasonsFixture fixture = new ReasonsFixture();

    @Test
    void ofForcedDecisions() {
        fixture.user = fixture.user.withForcedDecision(
                new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("trt"));
        fixture.assertInfos("Variation (trt) is mapped to flag (f) and user (u1) in the forced decision map.");
        fixture.user = UserContext.of("u1")
                .withForcedDecision(new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("on"));
        fixture.assertInfos(
                "Variation (on) is mapped to flag (f), rule (exp1) and user (u1) in the forced decision map.");
    }

    @Test
    void ofAForcedDelivery() {
        fixture.user = fixture.user
                .withAttribute("age", 5)
                .withForcedDecision(new OptimizelyDecisionContext("f", "dr2"), new OptimizelyForcedDecision("trt"));
        fixture.assertInfos(
                "Audiences for experiment \"exp1\" collectively evaluated to null.",
                "User \"u1\" does not meet conditions to be in experiment \"exp1\".",
                "Audiences for rule \"1\" collectively evaluated to false.",
                "User \"u1\" does not meet conditions for targeting rule \"1\".",
                "Variation (trt) is mapped to flag (f), rule (dr2) and user (u1) in the forced decision map.",
                "The user \"u1\" was bucketed into a rollout for feature flag \"f\".");
    }

    @Test
    void ofInvalidForcedDecisions() {
        fixture.unitedStates();
        fixture.user = fixture.user
                .withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("zzz"))
                .withForcedDecision(new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("zzz"));
        fixture.assertInfos(
                List.of(
                        "Invalid variation is mapped to flag (f) and user (u1) in the forced decision map.",
                        "Invalid variation is mapped to flag (f), rule (exp1) and user (u1) in the forced decision map."),
                US_INTO_CTL);
    }

    @Test
    void ofAForcedVariationOfTheClient() {
        DecisionRequest request = DecisionRequest.decide(fixture.user, "f", DecideOptions.of(INCLUDE_REASONS))
                .withForcedVariations(Map.of("301", "trt"));
        assertThat(fixture.reasons(request))
                .containsExactly(
                        "Variation \"trt\" is mapped to experiment \"exp1\" and user \"u1\" in the forced variation map");
    }

    @Test
    void ofTheWhitelist() {
        fixture.user = UserContext.of("wl");
        fixture.assertInfos("User \"wl\" is forced in variation \"trt\".");
        fixture.user = UserContext.of("wlbad", Map.of("country", "US"));
        fixture.assertInfos(
                "Variation \"nope\" is not in the datafile. Not activating user \"wlbad\".",
                "Audiences for experiment \"exp1\" collectively evaluated to true.",
                "User with bucketingId \"wlbad\" is in variation \"ctl\" of experiment \"exp1\".");
    }
}
