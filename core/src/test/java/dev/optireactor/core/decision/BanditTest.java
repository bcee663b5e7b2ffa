package dev.optireactor.core.decision;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Need.StoredProfile;
import dev.optireactor.core.decision.Prediction.Failed;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference project with exp1 as a bandit (variations a, 401, and b, 402) that is predicted from at2 and at1. */
class BanditTest {

    private static final String RULE = "301";

    private final Map<String, @Nullable Object> datafile = ReferenceProject.datafile();
    private UserContext user = UserContext.of("u1")
            .withAttribute("country", "US")
            .withAttribute("age", null)
            .withAttribute("other", 1);

    BanditTest() {
        ReferenceProject.makeBandit(datafile);
    }

    private Evaluation evaluate(Predictions predictions, OptimizelyDecideOption... options) {
        return evaluate(
                DecisionRequest.decide(user, "f", DecideOptions.of(options)).with(predictions));
    }

    private Evaluation evaluate(DecisionRequest request) {
        return new DecisionKernel(DecisionSemantics.NOVEMBER_2026)
                .evaluate(Project.compile(Json.bytes(datafile)), request);
    }

    private FlagDecision decide(Predictions predictions, OptimizelyDecideOption... options) {
        return ((Decided) evaluate(predictions, options)).flags().get(0);
    }

    private static Predictions predicted(String variationId) {
        return Predictions.of(Map.of(need("f", RULE), new Predicted(variationId, "uuid-1")));
    }

    private static BanditPrediction need(String flagKey, String ruleId) {
        return new BanditPrediction(flagKey, ruleId, "u1", Map.of());
    }

    private void assertAsksFor(Map<String, ?> attributes) {
        Need need = ((Pending) evaluate(Predictions.none())).needs().iterator().next();
        assertThat(need).isEqualTo(new BanditPrediction("f", RULE, user.userId(), Map.of()));
        assertThat(((BanditPrediction) need).attributes()).isEqualTo(attributes);
    }

    @Test
    void aPredictionIsAskedForWithTheRulesAttributesById() {
        Pending pending = (Pending) evaluate(Predictions.none());
        BanditPrediction need = (BanditPrediction) pending.needs().iterator().next();
        assertThat(pending.needs()).hasSize(1);
        assertThat(need.ruleId()).isEqualTo(RULE);
        assertThat(need.userId()).isEqualTo("u1");
        assertThat(new ArrayList<>(need.attributes().keySet())).containsExactly("at2", "at1");
        assertThat(need.attributes()).containsEntry("at2", null).containsEntry("at1", "US");
    }

    @Test
    void attributesThatTheUserDoesNotHaveAreNotSent() {
        user = UserContext.of("u1", Map.of("other", 1));
        assertAsksFor(Map.of());
    }

    @Test
    void aPredictedVariationIsTheDecisionAndItsUuidIsInTheImpression() {
        FlagDecision flag = decide(predicted("402"));
        assertThat(flag.decision().variationKey()).isEqualTo("b");
        assertThat(flag.decision().ruleKey()).isEqualTo("exp1");
        assertThat(flag.impressions()).singleElement().satisfies(impression -> {
            assertThat(impression.cmabUuid()).isEqualTo("uuid-1");
            assertThat(impression.outcome().source().wireName()).isEqualTo("feature-test");
        });
    }

    @Test
    void aPredictionThatTheRuleDoesNotHaveIsAsGoodAsNone() {
        FlagDecision flag = decide(predicted("999"));
        assertThat(flag.decision().ruleKey()).isEqualTo("dr2");
        assertThat(flag.impressions())
                .singleElement()
                .satisfies(impression -> assertThat(impression.cmabUuid()).isNull());
    }

    @Test
    void aFailedPredictionMakesAnErrorDecisionWithAllReasons() {
        Predictions failed = Predictions.of(Map.of(need("f", RULE), new Failed("status 500")));
        for (OptimizelyDecideOption[] options : new OptimizelyDecideOption[][] {
            {}, {OptimizelyDecideOption.INCLUDE_REASONS}, {OptimizelyDecideOption.ENABLED_FLAGS_ONLY}
        }) {
            FlagDecision flag = decide(failed, options);
            assertThat(flag.isError()).isTrue();
            assertThat(flag.included()).isTrue();
            assertThat(flag.hasImpressions()).isFalse();
            assertThat(flag.impressions()).isEmpty();
            assertThat(flag.decision().variationKey()).isNull();
            assertThat(flag.decision().ruleKey()).isNull();
            assertThat(flag.decision().enabled()).isFalse();
            assertThat(flag.decision().variables().isEmpty()).isTrue();
            assertThat(flag.decision().reasons())
                    .containsExactly(
                            "Failed to fetch CMAB data for experiment exp1.",
                            "Audiences for experiment \"exp1\" collectively evaluated to true.",
                            "Using CMAB traffic allocation for experiment \"exp1\"",
                            "User with bucketingId \"u1\" is bucketed into CMAB for experiment \"exp1\"");
        }
    }

    @Test
    void aFailureIsOfItsFlagOnly() {
        DecisionRequest request = DecisionRequest.decideAll(
                        user, DecideOptions.of(OptimizelyDecideOption.ENABLED_FLAGS_ONLY))
                .with(Predictions.of(Map.of(need("f", RULE), new Failed("status 500"))));
        Decided decided = (Decided) evaluate(request);
        assertThat(decided.flags()).extracting(FlagDecision::isError).containsExactly(true, false, false);
        assertThat(decided.decisions()).extracting(OptimizelyDecision::flagKey).containsExactly("f", "h");
    }

    @Test
    void aStoredVariationIsUsedAndNothingIsAsked() {
        DecisionRequest request = DecisionRequest.decide(user, "f", DecideOptions.none())
                .with(Predictions.none())
                .with(ProfileLookup.found(new UserProfile("u1", Map.of(RULE, "401"))));
        Decided decided = (Decided) evaluate(request);
        assertThat(decided.flags().get(0).decision().variationKey()).isEqualTo("a");
        assertThat(decided.flags().get(0).impressions().get(0).cmabUuid()).isNull();
        assertThat(decided.profileToSave()).isNull();
    }

    @Test
    void aPredictedVariationIsNeverStored() {
        DecisionRequest request = DecisionRequest.decide(user, "f", DecideOptions.none())
                .with(predicted("402"))
                .with(ProfileLookup.found(UserProfile.empty("u1")));
        Decided decided = (Decided) evaluate(request);
        assertThat(decided.flags().get(0).decision().variationKey()).isEqualTo("b");
        assertThat(decided.profileToSave()).isNull();
    }

    @Test
    void allPredictionsOfACallAreAskedForAtOnce() {
        Json.listAt(datafile, "/experiments").add(bandit("302", "exp2"));
        Json.listAt(datafile, "/experiments").add(bandit("303", "exp3"));
        Json.listAt(datafile, "/featureFlags").add(Datafiles.flag("204", "i", List.of("302", "303"), ""));
        DecisionRequest request =
                DecisionRequest.decideAll(user, DecideOptions.none()).with(Predictions.none());

        assertThat(needs(evaluate(request))).containsExactly("f 301", "i 302");
        Map<BanditPrediction, Prediction> known = new HashMap<>();
        known.put(need("f", "301"), new Predicted("401", "x"));
        known.put(need("i", "302"), new Predicted("unknown", "y"));
        assertThat(needs(evaluate(request.with(Predictions.of(known))))).containsExactly("i 303");
        known.put(need("i", "303"), new Predicted("401", "z"));
        assertThat(((Decided) evaluate(request.with(Predictions.of(known)))).flags())
                .extracting(flag -> flag.decision().ruleKey())
                .containsExactly("exp1", null, "dr2", "exp3");
    }

    @Test
    void flagsThatShareARuleEachNeedAPrediction() {
        Json.listAt(datafile, "/featureFlags").add(Datafiles.flag("204", "i", List.of(RULE), ""));
        DecisionRequest request =
                DecisionRequest.decideAll(user, DecideOptions.none()).with(Predictions.none());
        assertThat(needs(evaluate(request))).containsExactly("f 301", "i 301");
        Predictions different = Predictions.of(
                Map.of(need("f", RULE), new Predicted("401", "x"), need("i", RULE), new Predicted("402", "y")));
        assertThat(((Decided) evaluate(request.with(different))).flags())
                .extracting(flag -> flag.decision().variationKey())
                .containsExactly("a", null, "on2", "b");
    }

    private static Map<String, @Nullable Object> bandit(String id, String key) {
        Map<String, @Nullable Object> experiment = Datafiles.experiment(id, key);
        experiment.put("cmab", object("attributeIds", array(), "trafficAllocation", 10000));
        return experiment;
    }

    private static List<String> needs(Evaluation evaluation) {
        return ((Pending) evaluation)
                .needs().stream()
                        .map(need -> (BanditPrediction) need)
                        .map(need -> need.flagKey() + " " + need.ruleId())
                        .toList();
    }

    @Test
    void attributesMayBeObjectsThatCannotBeHashed() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        user = UserContext.of("u1", Map.of("country", itself));
        BanditPrediction need = (BanditPrediction)
                ((Pending) evaluate(Predictions.none())).needs().iterator().next();
        assertThat(need.attributes().get("at1") == itself).isTrue();
    }

    @Test
    void theProfileIsAskedForFirst() {
        DecisionRequest request = DecisionRequest.decide(user, "f", DecideOptions.none())
                .with(Predictions.none())
                .with(ProfileLookup.notAsked());
        assertThat(evaluate(request)).isEqualTo(new Pending(Set.of(new StoredProfile("u1"))));
    }

    @Test
    void withoutPredictionsTheRuleIsPassedOver() {
        FlagDecision flag = decide(Predictions.unsupported(), OptimizelyDecideOption.INCLUDE_REASONS);
        assertThat(flag.decision().ruleKey()).isEqualTo("dr2");
        assertThat(flag.decision().reasons())
                .startsWith(
                        "Audiences for experiment \"exp1\" collectively evaluated to true.",
                        "Using CMAB traffic allocation for experiment \"exp1\"",
                        "User with bucketingId \"u1\" is bucketed into CMAB for experiment \"exp1\"",
                        "CMAB is not supported in sync mode.");
    }

    /** u1 has bucket 4807 for exp1. */
    @ParameterizedTest
    @CsvSource({"0, false", "4807, false", "4808, true", "10000, true"})
    void trafficSaysWhoIsPredicted(int traffic, boolean asked) {
        Json.set(datafile, "/experiments/0/cmab/trafficAllocation", traffic);
        assertThat(evaluate(Predictions.none()) instanceof Pending).isEqualTo(asked);
    }

    @Test
    void trafficFollowsTheBucketingIdButTheRequestNamesTheUser() {
        Json.set(datafile, "/experiments/0/cmab/trafficAllocation", 4808);
        user = user.withAttribute(UserContext.BUCKETING_ID, "other");
        assertThat(evaluate(Predictions.none())).isInstanceOf(Decided.class);
        user = UserContext.of("somebody", Map.of(UserContext.BUCKETING_ID, "u1"));
        assertAsksFor(Map.of());
    }

    @Test
    void theRulesOwnTrafficIsIgnored() {
        Json.set(datafile, "/experiments/0/trafficAllocation", array(Datafiles.range("401", 10000)));
        assertThat(evaluate(Predictions.none())).isInstanceOf(Pending.class);
        assertThat(decide(predicted("402")).decision().variationKey()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "[]", "\"text\""})
    void whatIsNoBanditHasOrdinaryTraffic(String cmab) {
        Json.set(datafile, "/experiments/0/cmab", Json.parse(cmab));
        Json.set(datafile, "/experiments/0/trafficAllocation", array(Datafiles.range("401", 10000)));
        Json.objectAt(datafile, "/experiments/0").put("type", "cmab");
        assertThat(decide(Predictions.none()).decision().variationKey()).isEqualTo("a");
    }

    @Test
    void aDeliveryRuleIsNoBandit() {
        Json.objectAt(datafile, "/rollouts/0/experiments/1")
                .put("cmab", object("attributeIds", array(), "trafficAllocation", 10000));
        assertThat(decide(predicted("999")).decision().ruleKey()).isEqualTo("dr2");
    }

    @Test
    void whatIsDecidedBeforeTheTrafficNeedsNoPrediction() {
        Json.set(datafile, "/experiments/0/forcedVariations", object("u1", "b"));
        assertThat(decide(Predictions.none()).decision().variationKey()).isEqualTo("b");
        Json.set(datafile, "/experiments/0/forcedVariations", object());

        Json.set(datafile, "/experiments/0/status", "Paused");
        assertThat(decide(Predictions.none()).decision().ruleKey()).isEqualTo("dr2");
        Json.set(datafile, "/experiments/0/status", "Running");

        Json.set(datafile, "/experiments/0/audienceConditions", "102");
        assertThat(decide(Predictions.none()).decision().ruleKey()).isEqualTo("dr2");
        Json.set(datafile, "/experiments/0/audienceConditions", array());

        user = user.withForcedDecision(new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("a"));
        assertThat(decide(Predictions.none()).decision().variationKey()).isEqualTo("a");
        user = user.withoutForcedDecisions();

        datafile.put("holdouts", array(ReferenceProject.holdout("71", "gh", 10000, null)));
        assertThat(decide(Predictions.none()).decision().ruleKey()).isEqualTo("gh");
    }
}
