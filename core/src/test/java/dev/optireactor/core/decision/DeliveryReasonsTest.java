package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static dev.optireactor.core.decision.ReasonsFixture.ON_TO_DR2;
import static dev.optireactor.core.fixture.Json.array;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reasons when the rollout of a flag decides, or when there is none. */
class DeliveryReasonsTest {

    private final ReasonsFixture fixture = new ReasonsFixture();
    private final Map<String, @Nullable Object> datafile = fixture.datafile;

    @Test
    void ofJumpingToEveryoneElse() {
        fixture.user = UserContext.of("u2", Map.of("age", 20));
        fixture.assertInfos(
                "Audiences for experiment \"exp1\" collectively evaluated to null.",
                "User \"u2\" does not meet conditions to be in experiment \"exp1\".",
                "Audiences for rule \"1\" collectively evaluated to true.",
                "User \"u2\" meets conditions for targeting rule \"1\".",
                "User with bucketingId \"u2\" is not in any variation of experiment \"dr1\".",
                "User \"u2\" is not bucketed for targeting rule \"1\".",
                "User \"u2\" meets conditions for targeting rule \"Everyone Else\".",
                "User with bucketingId \"u2\" is in variation \"off\" of experiment \"ee\".",
                "User \"u2\" bucketed for targeting rule \"Everyone Else\".",
                "The user \"u2\" was bucketed into a rollout for feature flag \"f\".");
    }

    @Test
    void ofFallingThroughToTheNextDelivery() {
        fixture.user = UserContext.of("u1", Map.of("country", "FR", "age", 5));
        fixture.assertInfos(
                List.of(
                        "Audiences for experiment \"exp1\" collectively evaluated to false.",
                        "User \"u1\" does not meet conditions to be in experiment \"exp1\".",
                        "Audiences for rule \"1\" collectively evaluated to false."),
                ON_TO_DR2.subList(1, ON_TO_DR2.size()));
    }

    @Test
    void ofBeingInNoDelivery() {
        Json.set(datafile, "/featureFlags/0/experimentIds", array());
        Json.listAt(datafile, "/rollouts/0/experiments").remove(1);
        Json.set(datafile, "/rollouts/0/experiments/1/trafficAllocation", array());
        fixture.assertInfos(
                "The feature flag \"f\" is not used in any experiments.",
                "Audiences for rule \"1\" collectively evaluated to null.",
                "User \"u1\" does not meet conditions for targeting rule \"1\".",
                "User \"u1\" meets conditions for targeting rule \"Everyone Else\".",
                "User with bucketingId \"u1\" is not in any variation of experiment \"ee\".",
                "The user \"u1\" was not bucketed into a rollout for feature flag \"f\".");
    }

    @Test
    void ofALastRuleWhoseAudienceIsNotMet() {
        Json.set(datafile, "/rollouts/0/experiments/2/audienceIds", array("102"));
        Json.listAt(datafile, "/rollouts/0/experiments").subList(0, 2).clear();
        Json.set(datafile, "/featureFlags/0/experimentIds", array());
        fixture.assertInfos(
                "The feature flag \"f\" is not used in any experiments.",
                "Audiences for rule \"1\" collectively evaluated to null.",
                "User \"u1\" does not meet conditions for targeting rule \"1\".",
                "The user \"u1\" was not bucketed into a rollout for feature flag \"f\".");
    }

    @Test
    void ofAFlagWithoutRules() {
        assertThat(fixture.reasons("g", INCLUDE_REASONS))
                .containsExactly(
                        "The feature flag \"g\" is not used in any experiments.",
                        "The feature flag \"g\" is not used in a rollout.",
                        "The user \"u1\" was not bucketed into a rollout for feature flag \"g\".");
    }

    @Test
    void ofAnUnknownRollout() {
        Json.set(datafile, "/featureFlags/1/rolloutId", "R9");
        assertThat(fixture.reasons("g", INCLUDE_REASONS))
                .containsExactly(
                        "The feature flag \"g\" is not used in any experiments.",
                        "The rollout with id \"R9\" was not found in the datafile for feature flag \"g\".",
                        "The user \"u1\" was not bucketed into a rollout for feature flag \"g\".");
    }

    @Test
    void ofAnEmptyListOfAudienceConditionsInADelivery() {
        Json.objectAt(datafile, "/rollouts/0/experiments/1").put("audienceConditions", array());
        assertThat(fixture.reasons("h", INCLUDE_REASONS))
                .contains(
                        "Audiences for rule \"2\" collectively evaluated to true.",
                        "User \"u1\" meets conditions for targeting rule \"2\".");
    }
}
