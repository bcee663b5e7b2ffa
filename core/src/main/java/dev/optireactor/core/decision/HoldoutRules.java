package dev.optireactor.core.decision;

import dev.optireactor.core.condition.Truth;
import dev.optireactor.core.project.HoldoutRule;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Rule;
import dev.optireactor.core.project.RuleAudience;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holdouts: of several, the first that holds the user out counts, and the others are not looked at. */
final class HoldoutRules {

    private HoldoutRules() {}

    static @Nullable Outcome firstHit(FlagEvaluation evaluation, List<HoldoutRule> holdouts) {
        for (int i = 0; i < holdouts.size(); i++) {
            Outcome hit = hit(evaluation, holdouts.get(i));
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    /** {@return the first local holdout of a rule that holds the user out} */
    static @Nullable Outcome firstHit(FlagEvaluation evaluation, Rule rule, String kindOfRule) {
        Outcome hit = firstHit(evaluation, rule.localHoldouts());
        if (hit != null) {
            evaluation.reasons.heldOutOfRule(
                    evaluation.user().userId(), String.valueOf(hit.ruleKey()), kindOfRule, rule.key());
        }
        return hit;
    }

    private static @Nullable Outcome hit(FlagEvaluation evaluation, HoldoutRule holdout) {
        UserContext user = evaluation.user();
        Reasons reasons = evaluation.reasons;
        boolean met = audienceMet(evaluation, holdout);
        reasons.holdoutAudience(user.userId(), met, holdout.key());
        if (!met) {
            return null;
        }
        Outcome outcome = holdout.outcome(evaluation.flag, user.bucket(holdout.id()));
        if (outcome == null) {
            reasons.notBucketed(user.bucketingId(), holdout.key());
            reasons.notHeldOut(user.userId());
            return null;
        }
        reasons.bucketed(user.bucketingId(), outcome.variationKey(), holdout.key());
        reasons.heldOut(user.userId(), outcome.variationKey(), holdout.key());
        return outcome;
    }

    private static boolean audienceMet(FlagEvaluation evaluation, HoldoutRule holdout) {
        RuleAudience audience = holdout.audience();
        if (audience == null) {
            if (holdout.hasEmptyAudience()) {
                evaluation.reasons.audience("experiment", holdout.key(), Truth.TRUE);
            }
            return true;
        }
        Truth truth = evaluation.call.test(audience);
        evaluation.reasons.audience("experiment", holdout.key(), truth);
        return truth == Truth.TRUE;
    }
}
