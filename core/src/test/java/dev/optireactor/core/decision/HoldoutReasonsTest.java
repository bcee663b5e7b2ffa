package dev.optireactor.core.decision;

import static dev.optireactor.core.decision.ReasonsFixture.ON_TO_DR2;
import static dev.optireactor.core.decision.ReasonsFixture.US_INTO_CTL;
import static dev.optireactor.core.fixture.Json.array;

import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The reasons that holdouts lead to, also under earlier semantics. */
class HoldoutReasonsTest {

    private final ReasonsFixture fixture = new ReasonsFixture();
    private final Map<String, @Nullable Object> datafile = fixture.datafile;

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
        fixture.assertInfos(holdouts, List.of());

        hit.put("excludeTargetedDeliveries", true);
        List<String> deferred = Stream.concat(
                        holdouts.stream(),
                        Stream.of("Holdout \"gh3\" has excludeTargetedDeliveries enabled, continuing to rollout"
                                + " evaluation."))
                .toList();
        fixture.assertInfos(deferred, ON_TO_DR2);
        Json.set(datafile, "/featureFlags/0/experimentIds", array());
        fixture.assertInfos(deferred, ON_TO_DR2);

        fixture.semantics = DecisionSemantics.JULY_2026;
        fixture.assertInfos(holdouts, List.of());
    }

    @Test
    void ofLocalHoldouts() {
        datafile.put("localHoldouts", array(ReferenceProject.holdout("73", "lh1", 10000, List.of("301", "502"))));
        List<String> experiment = List.of(
                "User (u1) meets audience conditions for holdout (lh1).",
                "User with bucketingId \"u1\" is in variation \"ho_off\" of experiment \"lh1\".",
                "User (u1) is in variation (ho_off) of holdout (lh1).",
                "The user 'u1' is bucketed into local holdout 'lh1' for experiment rule 'exp1'.");
        fixture.assertInfos(
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

        fixture.semantics = DecisionSemantics.SEPTEMBER_2026;
        fixture.assertInfos(experiment, List.of());
    }

    @Test
    void ofALocalHoldoutAfterAnInvalidForcedDecision() {
        datafile.put("localHoldouts", array(ReferenceProject.holdout("73", "lh1", 0, List.of("301"))));
        fixture.user = fixture.user.withForcedDecision(
                new OptimizelyDecisionContext("f", "exp1"), new OptimizelyForcedDecision("zzz"));
        fixture.unitedStates();
        fixture.assertInfos(
                List.of(
                        "Invalid variation is mapped to flag (f), rule (exp1) and user (u1) in the forced decision map.",
                        "User (u1) meets audience conditions for holdout (lh1).",
                        "User with bucketingId \"u1\" is not in any variation of experiment \"lh1\".",
                        "User (u1) is in no holdout variation."),
                US_INTO_CTL);
    }
}
