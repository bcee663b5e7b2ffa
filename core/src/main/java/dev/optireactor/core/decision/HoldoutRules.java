package dev.optireactor.core.decision;

import dev.optireactor.core.project.HoldoutRule;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holdouts: of several, the first that holds the user out counts, and the others are not looked at. */
final class HoldoutRules {

    private HoldoutRules() {}

    /**
     * A local holdout that holds the user out of its rule.
     *
     * @param decision what it decides for the whole flag; null if it ends its rule only
     */
    record LocalHit(@Nullable Outcome decision) {

        private static final LocalHit ENDS_RULE = new LocalHit(null);
    }

    static @Nullable Outcome firstHit(FlagEvaluation evaluation, List<HoldoutRule> holdouts) {
        for (int i = 0; i < holdouts.size(); i++) {
            Outcome hit = hit(evaluation, holdouts.get(i));
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    /**
     * {@return what the first local holdout of a rule that holds the user out means; null if none does}
     *
     * @param kindOfRule what the reason calls the rule
     */
    static @Nullable LocalHit localHit(FlagEvaluation evaluation, Rule rule, String kindOfRule) {
        Outcome hit = firstHit(evaluation, rule.localHoldouts());
        if (hit == null) {
            return null;
        }
        evaluation
                .reasons()
                .heldOutOfRule(evaluation.user().userId(), String.valueOf(hit.ruleKey()), kindOfRule, rule.key());
        if (evaluation.call.semantics.continueAfterLocalHoldout()) {
            evaluation.remember(hit);
            return LocalHit.ENDS_RULE;
        }
        return new LocalHit(hit);
    }

    private static @Nullable Outcome hit(FlagEvaluation evaluation, HoldoutRule holdout) {
        UserContext user = evaluation.user();
        Reasons reasons = evaluation.reasons();
        boolean met = AudienceCheck.passed(evaluation, holdout, "experiment", holdout.key());
        reasons.holdoutAudience(user.userId(), met, holdout.key());
        if (!met) {
            return null;
        }
        Outcome outcome = holdout.outcome(evaluation.flag(), user.bucket(holdout.id()));
        if (outcome == null) {
            reasons.notBucketed(user.bucketingId(), holdout.key());
            reasons.notHeldOut(user.userId());
            return null;
        }
        reasons.bucketed(user.bucketingId(), outcome.variationKey(), holdout.key());
        reasons.heldOut(user.userId(), outcome.variationKey(), holdout.key());
        return outcome;
    }
}
