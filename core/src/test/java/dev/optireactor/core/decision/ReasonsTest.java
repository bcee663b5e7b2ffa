package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.OptimizelyDecideOption.EXCLUDE_VARIABLES;
import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static dev.optireactor.core.decision.ReasonsFixture.ON_TO_DR2;
import static dev.optireactor.core.decision.ReasonsFixture.US_INTO_CTL;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The exact texts of the reasons of flags, experiments and predictions, and their order. */
class ReasonsTest {

    private final ReasonsFixture fixture = new ReasonsFixture();
    private final Map<String, @Nullable Object> datafile = fixture.datafile;

    @Test
    void ofAnExperiment() {
        fixture.unitedStates();
        fixture.assertInfos(US_INTO_CTL, List.of());
    }

    @Test
    void ofAnUnknownFlagAreToldAlways() {
        assertThat(fixture.reasons("nope")).containsExactly("No flag was found for key \"nope\".");
        assertThat(fixture.reasons("nope", INCLUDE_REASONS)).containsExactly("No flag was found for key \"nope\".");
        assertThat(fixture.reasons(
                        DecisionRequest.decideForKeys(fixture.user, List.of("nope", "f"), DecideOptions.none())))
                .containsExactly("No flag was found for key \"nope\".");
    }

    @Test
    void ofAClientThatIsNotReady() {
        OptimizelyDecision decision = OptimizelyDecision.notReady("f", fixture.user);
        assertThat(decision.reasons()).containsExactly("Optimizely SDK not configured properly yet.");
        assertThat(decision.flagKey()).isEqualTo("f");
        assertThat(decision.variationKey()).isNull();
        assertThat(decision.ruleKey()).isNull();
        assertThat(decision.enabled()).isFalse();
        assertThat(decision.variables().isEmpty()).isTrue();
        assertThat(decision.userContext()).isEqualTo(fixture.user);
    }

    @Test
    void ofUnusableVariablesComeFirstAndAlways() {
        fixture.unitedStates();
        Json.set(datafile, "/featureFlags/0/variables/1/defaultValue", "4.2");
        Json.set(datafile, "/featureFlags/0/variables/4/defaultValue", "{bad");
        String i = "Variable value for key \"i\" is invalid or wrong type.";
        String j = "Variable value for key \"j\" is invalid or wrong type.";
        assertThat(fixture.reasons("f")).containsExactly(i, j);
        assertThat(fixture.reasons("f", INCLUDE_REASONS)).containsExactly(i, j, US_INTO_CTL.get(0), US_INTO_CTL.get(1));
        assertThat(fixture.reasons("f", EXCLUDE_VARIABLES)).isEmpty();
    }

    @Test
    void ofAPausedExperiment() {
        Json.set(datafile, "/experiments/0/status", "Paused");
        fixture.assertInfos(List.of("Experiment \"exp1\" is not running."), ON_TO_DR2);
    }

    @Test
    void ofAnEmptyListOfAudienceConditions() {
        Json.set(datafile, "/experiments/0/audienceConditions", array());
        fixture.assertInfos(US_INTO_CTL, List.of());
        Json.objectAt(datafile, "/experiments/0").remove("audienceConditions");
        Json.set(datafile, "/experiments/0/audienceIds", array());
        fixture.assertInfos(US_INTO_CTL.get(1));
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
        fixture.assertInfos(
                audience,
                "User with bucketingId \"u1\" is in experiment \"exp1\" of group G1.",
                "User with bucketingId \"u1\" is in variation \"ctl\" of experiment \"exp1\".");

        group.put("trafficAllocation", array(Datafiles.range("302", 10000)));
        fixture.assertInfos(
                List.of(audience, "User with bucketingId \"u1\" is not in experiment \"exp1\" of group G1."),
                ON_TO_DR2);

        group.put("trafficAllocation", array());
        fixture.assertInfos(
                List.of(audience, "User with bucketingId \"u1\" is not in any experiment of group G1."), ON_TO_DR2);
    }

    @Test
    void ofAnExperimentWithoutTrafficAndABucketingId() {
        fixture.unitedStates();
        fixture.user = fixture.user.withAttribute(UserContext.BUCKETING_ID, "b");
        Json.set(datafile, "/experiments/0/trafficAllocation", array());
        assertThat(fixture.reasons("f", INCLUDE_REASONS))
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
        fixture.predictions = Predictions.of(Map.of(need, new Predicted("402", "uuid-1")));
        fixture.assertInfos(
                asked,
                List.of("Successfully fetched CMAB decision CmabDecision{variationId='402', cmabUuid='uuid-1'} for"
                        + " experiment exp1."));

        fixture.predictions = Predictions.of(Map.of(need, new Predicted("999", "uuid-1")));
        assertThat(fixture.reasons("f", INCLUDE_REASONS).subList(3, 5))
                .containsExactly(
                        "Successfully fetched CMAB decision CmabDecision{variationId='999', cmabUuid='uuid-1'} for"
                                + " experiment exp1.",
                        ON_TO_DR2.get(0));

        Json.set(datafile, "/experiments/0/cmab/trafficAllocation", 0);
        assertThat(fixture.reasons("f", INCLUDE_REASONS).subList(1, 4))
                .containsExactly(
                        "Using CMAB traffic allocation for experiment \"exp1\"",
                        "User with bucketingId \"u1\" is not in any variation of experiment \"exp1\".",
                        ON_TO_DR2.get(0));
    }

    @Test
    void neverFormatUserData() {
        fixture.user = UserContext.of("50%s %n %");
        assertThat(fixture.reasons("h", INCLUDE_REASONS))
                .contains(
                        "User \"50%s %n %\" meets conditions for targeting rule \"2\".",
                        "The user \"50%s %n %\" was bucketed into a rollout for feature flag \"h\".");
    }
}
