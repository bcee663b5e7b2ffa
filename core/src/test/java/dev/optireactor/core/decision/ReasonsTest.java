package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.OptimizelyDecideOption.EXCLUDE_VARIABLES;
import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import dev.optireactor.core.project.Project;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exact texts of reasons and their order, on the reference project. */
class ReasonsTest {

    private static final List<String> US_INTO_CTL = List.of(
            "Audiences for experiment \"exp1\" collectively evaluated to true.",
            "User with bucketingId \"u1\" is in variation \"ctl\" of experiment \"exp1\".");

    /** What follows for a u1 without attributes when exp1 did not decide. */
    private static final List<String> ON_TO_DR2 = List.of(
            "Audiences for rule \"1\" collectively evaluated to null.",
            "User \"u1\" does not meet conditions for targeting rule \"1\".",
            "User \"u1\" meets conditions for targeting rule \"2\".",
            "User with bucketingId \"u1\" is in variation \"on2\" of experiment \"dr2\".",
            "User \"u1\" bucketed for targeting rule \"2\".",
            "The user \"u1\" was bucketed into a rollout for feature flag \"f\".");

    private final Map<String, @Nullable Object> datafile = ReferenceProject.datafile();
    private UserContext user = UserContext.of("u1");
    private ProfileLookup profile = ProfileLookup.noService();
    private Predictions predictions = Predictions.unsupported();
    private DecisionSemantics semantics = DecisionSemantics.NOVEMBER_2026;

    private List<String> reasons(String flag, OptimizelyDecideOption... options) {
        DecisionRequest request = DecisionRequest.decide(user, flag, DecideOptions.of(options));
        return reasons(request);
    }

    private List<String> reasons(DecisionRequest request) {
        Evaluation evaluation = new DecisionKernel(semantics)
                .evaluate(
                        Project.compile(Json.bytes(datafile)),
                        request.with(profile).with(predictions));
        return ((Decided) evaluation).flags().get(0).decision().reasons();
    }

    /** Asserts all reasons, and that without the option there are none. */
    private void assertInfos(String... expected) {
        assertThat(reasons("f", INCLUDE_REASONS)).containsExactly(expected);
        assertThat(reasons("f")).isEmpty();
    }

    private void assertInfos(List<String> first, List<String> then) {
        assertInfos(Stream.concat(first.stream(), then.stream()).toArray(String[]::new));
    }

    private void unitedStates() {
        user = user.withAttribute("country", "US");
    }

    @Test
    void ofAnExperiment() {
        unitedStates();
        assertInfos(US_INTO_CTL, List.of());
    }

    @Test
    void ofJumpingToEveryoneElse() {
        user = UserContext.of("u2", Map.of("age", 20));
        assertInfos(
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
        user = UserContext.of("u1", Map.of("country", "FR", "age", 5));
        assertInfos(
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
        assertInfos(
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
        assertInfos(
                "The feature flag \"f\" is not used in any experiments.",
                "Audiences for rule \"1\" collectively evaluated to null.",
                "User \"u1\" does not meet conditions for targeting rule \"1\".",
                "The user \"u1\" was not bucketed into a rollout for feature flag \"f\".");
    }

    @Test
    void ofAFlagWithoutRules() {
        assertThat(reasons("g", INCLUDE_REASONS))
                .containsExactly(
                        "The feature flag \"g\" is not used in any experiments.",
                        "The feature flag \"g\" is not used in a rollout.",
                        "The user \"u1\" was not bucketed into a rollout for feature flag \"g\".");
    }

    @Test
    void ofAnUnknownRollout() {
        Json.set(datafile, "/featureFlags/1/rolloutId", "R9");
        assertThat(reasons("g", INCLUDE_REASONS))
                .containsExactly(
                        "The feature flag \"g\" is not used in any experiments.",
                        "The rollout with id \"R9\" was not found in the datafile for feature flag \"g\".",
                        "The user \"u1\" was not bucketed into a rollout for feature flag \"g\".");
    }

    @Test
    void ofAnUnknownFlagAreToldAlways() {
        assertThat(reasons("nope")).containsExactly("No flag was found for key \"nope\".");
        assertThat(reasons("nope", INCLUDE_REASONS)).containsExactly("No flag was found for key \"nope\".");
        assertThat(reasons(DecisionRequest.decideForKeys(user, List.of("nope", "f"), DecideOptions.none())))
                .containsExactly("No flag was found for key \"nope\".");
    }

    @Test
    void ofAClientThatIsNotReady() {
        OptimizelyDecision decision = OptimizelyDecision.notReady("f", user);
        assertThat(decision.reasons()).containsExactly("Optimizely SDK not configured properly yet.");
        assertThat(decision.flagKey()).isEqualTo("f");
        assertThat(decision.variationKey()).isNull();
        assertThat(decision.ruleKey()).isNull();
        assertThat(decision.enabled()).isFalse();
        assertThat(decision.variables().isEmpty()).isTrue();
        assertThat(decision.userContext()).isEqualTo(user);
    }

    @Test
    void ofUnusableVariablesComeFirstAndAlways() {
        unitedStates();
        Json.set(datafile, "/featureFlags/0/variables/1/defaultValue", "4.2");
        Json.set(datafile, "/featureFlags/0/variables/4/defaultValue", "{bad");
        String i = "Variable value for key \"i\" is invalid or wrong type.";
        String j = "Variable value for key \"j\" is invalid or wrong type.";
        assertThat(reasons("f")).containsExactly(i, j);
        assertThat(reasons("f", INCLUDE_REASONS)).containsExactly(i, j, US_INTO_CTL.get(0), US_INTO_CTL.get(1));
        assertThat(reasons("f", EXCLUDE_VARIABLES)).isEmpty();
    }

    @Test
    void ofForcedDecisions() {
        user = user.withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("trt"));
        assertInfos("Variation (trt) is mapped to flag (f) and user (u1) in the forced decision map.");
        user = UserContext.of("u1")
                .withForcedDecision(new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("on"));
        assertInfos("Variation (on) is mapped to flag (f), rule (exp1) and user (u1) in the forced decision map.");
    }

    @Test
    void ofAForcedDelivery() {
        user = user.withAttribute("age", 5)
                .withForcedDecision(new OptimizelyDecisionContext("f", "dr2"), new OptimizelyForcedDecision("trt"));
        assertInfos(
                "Audiences for experiment \"exp1\" collectively evaluated to null.",
                "User \"u1\" does not meet conditions to be in experiment \"exp1\".",
                "Audiences for rule \"1\" collectively evaluated to false.",
                "User \"u1\" does not meet conditions for targeting rule \"1\".",
                "Variation (trt) is mapped to flag (f), rule (dr2) and user (u1) in the forced decision map.",
                "The user \"u1\" was bucketed into a rollout for feature flag \"f\".");
    }

    @Test
    void ofInvalidForcedDecisions() {
        unitedStates();
        user = user.withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("zzz"))
                .withForcedDecision(new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("zzz"));
        assertInfos(
                List.of(
                        "Invalid variation is mapped to flag (f) and user (u1) in the forced decision map.",
                        "Invalid variation is mapped to flag (f), rule (exp1) and user (u1) in the forced decision map."),
                US_INTO_CTL);
    }

    @Test
    void ofAPausedExperiment() {
        Json.set(datafile, "/experiments/0/status", "Paused");
        assertInfos(List.of("Experiment \"exp1\" is not running."), ON_TO_DR2);
    }

    @Test
    void ofAForcedVariationOfTheClient() {
        DecisionRequest request = DecisionRequest.decide(user, "f", DecideOptions.of(INCLUDE_REASONS))
                .withForcedVariations(Map.of("301", "trt"));
        assertThat(reasons(request))
                .containsExactly(
                        "Variation \"trt\" is mapped to experiment \"exp1\" and user \"u1\" in the forced variation map");
    }

    @Test
    void ofTheWhitelist() {
        user = UserContext.of("wl");
        assertInfos("User \"wl\" is forced in variation \"trt\".");
        user = UserContext.of("wlbad", Map.of("country", "US"));
        assertInfos(
                "Variation \"nope\" is not in the datafile. Not activating user \"wlbad\".",
                "Audiences for experiment \"exp1\" collectively evaluated to true.",
                "User with bucketingId \"wlbad\" is in variation \"ctl\" of experiment \"exp1\".");
    }

    @Test
    void ofAStoredVariation() {
        profile = ProfileLookup.found(new UserProfile("u1", Map.of("301", "401")));
        assertInfos("Returning previously activated variation \"ctl\" of experiment \"exp1\" for user \"u1\" from user"
                + " profile.");
    }

    @Test
    void ofAStoredVariationThatIsUnknown() {
        unitedStates();
        profile = ProfileLookup.found(new UserProfile("u1", Map.of("301", "999")));
        assertInfos(
                List.of(
                        "User \"u1\" was previously bucketed into variation with ID \"999\" for experiment \"exp1\", but no"
                                + " matching variation was found for that user. We will re-bucket the user."),
                US_INTO_CTL);
    }

    @Test
    void ofAProfileWithoutTheExperiment() {
        unitedStates();
        profile = ProfileLookup.found(UserProfile.empty("u1"));
        assertInfos(
                List.of(
                        "No previously activated variation of experiment \"exp1\" for user \"u1\" found in user profile."),
                US_INTO_CTL);
    }

    @Test
    void ofProblemsWithTheProfile() {
        unitedStates();
        Map<ProfileLookup, String> problems = Map.of(
                ProfileLookup.nothing(), "We were unable to get a user profile map from the UserProfileService.",
                ProfileLookup.invalid(), "The UserProfileService returned an invalid map.",
                ProfileLookup.failed("no connection"), "no connection");
        problems.forEach((lookup, problem) -> {
            profile = lookup;
            assertInfos(
                    List.of(
                            problem,
                            "No previously activated variation of experiment \"exp1\" for user \"u1\" found in user"
                                    + " profile."),
                    US_INTO_CTL);
        });
    }

    @Test
    void ofProblemsWithTheProfileAreToldForEveryFlagAfterItsForcedDecision() {
        profile = ProfileLookup.nothing();
        user = user.withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision("zzz"));
        String problem = "We were unable to get a user profile map from the UserProfileService.";
        assertThat(reasons("f", INCLUDE_REASONS).subList(0, 2))
                .containsExactly(
                        "Invalid variation is mapped to flag (f) and user (u1) in the forced decision map.", problem);
        assertThat(reasons("g", INCLUDE_REASONS)).startsWith(problem);
        assertThat(reasons("h", INCLUDE_REASONS)).startsWith(problem);
    }

    @Test
    void ofAnEmptyListOfAudienceConditions() {
        Json.set(datafile, "/experiments/0/audienceConditions", array());
        assertInfos(US_INTO_CTL, List.of());
        Json.objectAt(datafile, "/experiments/0").remove("audienceConditions");
        Json.set(datafile, "/experiments/0/audienceIds", array());
        assertInfos(US_INTO_CTL.get(1));
    }

    @Test
    void ofAnEmptyListOfAudienceConditionsInADelivery() {
        Json.objectAt(datafile, "/rollouts/0/experiments/1").put("audienceConditions", array());
        assertThat(reasons("h", INCLUDE_REASONS))
                .contains(
                        "Audiences for rule \"2\" collectively evaluated to true.",
                        "User \"u1\" meets conditions for targeting rule \"2\".");
    }

    @Test
    void ofGroups() {
        Map<String, @Nullable Object> experiment = Json.objectAt(datafile, "/experiments/0");
        experiment.put("audienceConditions", array());
        datafile.put("experiments", array());
        Map<String, @Nullable Object> group = object(
                "id",
                "G1",
                "policy",
                "random",
                "trafficAllocation",
                array(Datafiles.range("301", 10000)),
                "experiments",
                array(experiment, Datafiles.experiment("302", "exp2")));
        datafile.put("groups", array(group));
        String audience = "Audiences for experiment \"exp1\" collectively evaluated to true.";
        assertInfos(
                audience,
                "User with bucketingId \"u1\" is in experiment \"exp1\" of group G1.",
                "User with bucketingId \"u1\" is in variation \"ctl\" of experiment \"exp1\".");

        group.put("trafficAllocation", array(Datafiles.range("302", 10000)));
        assertInfos(
                List.of(audience, "User with bucketingId \"u1\" is not in experiment \"exp1\" of group G1."),
                ON_TO_DR2);

        group.put("trafficAllocation", array());
        assertInfos(List.of(audience, "User with bucketingId \"u1\" is not in any experiment of group G1."), ON_TO_DR2);
    }

    @Test
    void ofAnExperimentWithoutTrafficAndABucketingId() {
        unitedStates();
        user = user.withAttribute(UserContext.BUCKETING_ID, "b");
        Json.set(datafile, "/experiments/0/trafficAllocation", array());
        assertThat(reasons("f", INCLUDE_REASONS))
                .startsWith(
                        "Audiences for experiment \"exp1\" collectively evaluated to true.",
                        "User with bucketingId \"b\" is not in any variation of experiment \"exp1\".",
                        "Audiences for rule \"1\" collectively evaluated to null.",
                        "User \"u1\" does not meet conditions for targeting rule \"1\".");
    }

    @Test
    void ofPredictions() {
        ReferenceProject.makeBandit(datafile);
        List<String> asked = List.of(
                "Audiences for experiment \"exp1\" collectively evaluated to true.",
                "Using CMAB traffic allocation for experiment \"exp1\"",
                "User with bucketingId \"u1\" is bucketed into CMAB for experiment \"exp1\"");
        BanditPrediction need = new BanditPrediction("f", "301", "u1", Map.of());
        predictions = Predictions.of(Map.of(need, new Predicted("402", "uuid-1")));
        assertInfos(
                asked,
                List.of("Successfully fetched CMAB decision CmabDecision{variationId='402', cmabUuid='uuid-1'} for"
                        + " experiment exp1."));

        predictions = Predictions.of(Map.of(need, new Predicted("999", "uuid-1")));
        assertThat(reasons("f", INCLUDE_REASONS).subList(3, 5))
                .containsExactly(
                        "Successfully fetched CMAB decision CmabDecision{variationId='999', cmabUuid='uuid-1'} for"
                                + " experiment exp1.",
                        ON_TO_DR2.get(0));

        Json.set(datafile, "/experiments/0/cmab/trafficAllocation", 0);
        assertThat(reasons("f", INCLUDE_REASONS).subList(1, 4))
                .containsExactly(
                        "Using CMAB traffic allocation for experiment \"exp1\"",
                        "User with bucketingId \"u1\" is not in any variation of experiment \"exp1\".",
                        ON_TO_DR2.get(0));
    }

    @Test
    void ofGlobalHoldouts() {
        Map<String, @Nullable Object> missed = ReferenceProject.holdout("71", "gh1", 0, null);
        Map<String, @Nullable Object> unmet = ReferenceProject.holdout("72", "gh2", 10000, null);
        unmet.put("audienceIds", array("101"));
        Map<String, @Nullable Object> hit = ReferenceProject.holdout("73", "gh3", 10000, null);
        hit.put("audienceConditions", array());
        datafile.put("holdouts", array(missed, unmet, hit));
        List<String> holdouts = List.of(
                "User (u1) meets audience conditions for holdout (gh1).",
                "User with bucketingId \"u1\" is not in any variation of experiment \"gh1\".",
                "User (u1) is in no holdout variation.",
                "Audiences for experiment \"gh2\" collectively evaluated to null.",
                "User (u1) does not meet conditions for holdout (gh2).",
                "Audiences for experiment \"gh3\" collectively evaluated to true.",
                "User (u1) meets audience conditions for holdout (gh3).",
                "User with bucketingId \"u1\" is in variation \"ho_off\" of experiment \"gh3\".",
                "User (u1) is in variation (ho_off) of holdout (gh3).");
        assertInfos(holdouts, List.of());

        hit.put("excludeTargetedDeliveries", true);
        List<String> deferred = Stream.concat(
                        holdouts.stream(),
                        Stream.of("Holdout \"gh3\" has excludeTargetedDeliveries enabled, continuing to rollout"
                                + " evaluation."))
                .toList();
        assertInfos(deferred, ON_TO_DR2);
        Json.set(datafile, "/featureFlags/0/experimentIds", array());
        assertInfos(deferred, ON_TO_DR2);

        semantics = DecisionSemantics.JULY_2026;
        assertInfos(holdouts, List.of());
    }

    @Test
    void ofLocalHoldouts() {
        datafile.put("localHoldouts", array(ReferenceProject.holdout("73", "lh1", 10000, List.of("301", "502"))));
        List<String> experiment = List.of(
                "User (u1) meets audience conditions for holdout (lh1).",
                "User with bucketingId \"u1\" is in variation \"ho_off\" of experiment \"lh1\".",
                "User (u1) is in variation (ho_off) of holdout (lh1).",
                "The user 'u1' is bucketed into local holdout 'lh1' for experiment rule 'exp1'.");
        assertInfos(
                experiment,
                List.of(
                        "Audiences for rule \"1\" collectively evaluated to null.",
                        "User \"u1\" does not meet conditions for targeting rule \"1\".",
                        "User (u1) meets audience conditions for holdout (lh1).",
                        "User with bucketingId \"u1\" is in variation \"ho_off\" of experiment \"lh1\".",
                        "User (u1) is in variation (ho_off) of holdout (lh1).",
                        "The user 'u1' is bucketed into local holdout 'lh1' for delivery rule 'dr2'.",
                        "User \"u1\" meets conditions for targeting rule \"Everyone Else\".",
                        "User with bucketingId \"u1\" is in variation \"off\" of experiment \"ee\".",
                        "User \"u1\" bucketed for targeting rule \"Everyone Else\".",
                        "The user \"u1\" was bucketed into a rollout for feature flag \"f\"."));

        semantics = DecisionSemantics.SEPTEMBER_2026;
        assertInfos(experiment, List.of());
    }

    @Test
    void ofALocalHoldoutAfterAnInvalidForcedDecision() {
        datafile.put("localHoldouts", array(ReferenceProject.holdout("73", "lh1", 0, List.of("301"))));
        user = user.withForcedDecision(new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("zzz"));
        unitedStates();
        assertInfos(
                List.of(
                        "Invalid variation is mapped to flag (f), rule (exp1) and user (u1) in the forced decision map.",
                        "User (u1) meets audience conditions for holdout (lh1).",
                        "User with bucketingId \"u1\" is not in any variation of experiment \"lh1\".",
                        "User (u1) is in no holdout variation."),
                US_INTO_CTL);
    }

    @Test
    void neverFormatUserData() {
        user = UserContext.of("50%s %n %");
        assertThat(reasons("h", INCLUDE_REASONS))
                .contains(
                        "User \"50%s %n %\" meets conditions for targeting rule \"2\".",
                        "The user \"50%s %n %\" was bucketed into a rollout for feature flag \"h\".");
    }
}
