package dev.optireactor.core.decision;

import dev.optireactor.core.decision.HoldoutRules.LocalHit;
import dev.optireactor.core.project.DecisionSource;
import dev.optireactor.core.project.Flag;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The delivery rules of a flag, in order. For each: forced decision, local holdouts, audience, traffic. Who meets an
 * audience and is in none of its traffic goes straight to the last rule, everyone else.
 */
final class DeliveryRules {

    private DeliveryRules() {}

    static @Nullable Outcome decide(FlagEvaluation evaluation) {
        Flag flag = evaluation.flag();
        if (evaluation.reasons().included()) {
            noteMissingRollout(evaluation.reasons(), flag);
        }
        Outcome outcome = walk(evaluation, flag.deliveryRules());
        if (outcome == null || outcome.source() == DecisionSource.ROLLOUT) {
            evaluation.reasons().rollout(evaluation.user().userId(), outcome != null, flag.key());
        }
        return outcome;
    }

    private static void noteMissingRollout(Reasons reasons, Flag flag) {
        String rolloutId = flag.missingRolloutId();
        if (rolloutId != null && rolloutId.isEmpty()) {
            reasons.noRollout(flag.key());
        } else if (rolloutId != null) {
            reasons.unknownRollout(rolloutId, flag.key());
        }
    }

    private static @Nullable Outcome walk(FlagEvaluation evaluation, List<Rule> rules) {
        int last = rules.size() - 1;
        int i = 0;
        while (i <= last) {
            Rule rule = rules.get(i);
            Outcome forced = ForcedDecisions.ofRule(evaluation, DecisionSource.ROLLOUT, rule);
            if (forced != null) {
                return forced;
            }
            LocalHit holdout = HoldoutRules.localHit(evaluation, rule, "delivery");
            if (holdout != null && holdout.decision() != null) {
                return holdout.decision();
            }
            if (holdout == null && audienceMet(evaluation, rule, i, last)) {
                Outcome outcome = bucket(evaluation, rule, i, last);
                if (outcome != null || i == last) {
                    return outcome;
                }
                i = last;
            } else {
                i++;
            }
        }
        return null;
    }

    private static boolean audienceMet(FlagEvaluation evaluation, Rule rule, int position, int last) {
        Reasons reasons = evaluation.reasons();
        String number = reasons.included() ? String.valueOf(position + 1) : "";
        boolean met = AudienceCheck.passed(evaluation, rule, "rule", number);
        if (reasons.included()) {
            reasons.targeted(evaluation.user().userId(), met, met ? label(position, last) : number);
        }
        return met;
    }

    private static @Nullable Outcome bucket(FlagEvaluation evaluation, Rule rule, int position, int last) {
        UserContext user = evaluation.user();
        Outcome outcome = rule.outcomeInBucket(user.bucket(rule.id()));
        Reasons reasons = evaluation.reasons();
        if (reasons.included()) {
            if (outcome == null) {
                reasons.notBucketed(user.bucketingId(), rule.key());
            } else {
                reasons.bucketed(user.bucketingId(), outcome.variationKey(), rule.key());
            }
            if (outcome != null || position < last) {
                reasons.delivered(user.userId(), outcome != null, label(position, last));
            }
        }
        return outcome;
    }

    private static String label(int position, int last) {
        return position == last ? "Everyone Else" : String.valueOf(position + 1);
    }
}
