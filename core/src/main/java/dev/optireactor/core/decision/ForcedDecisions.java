package dev.optireactor.core.decision;

import dev.optireactor.core.project.DecisionSource;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Rule;
import org.jspecify.annotations.Nullable;

/** Decisions that the program forces on a user, for a flag or one of its rules. */
final class ForcedDecisions {

    private ForcedDecisions() {}

    static @Nullable Outcome ofFlag(FlagEvaluation evaluation) {
        return evaluation.forced ? find(evaluation, DecisionSource.FEATURE_TEST, null) : null;
    }

    static @Nullable Outcome ofRule(FlagEvaluation evaluation, DecisionSource source, Rule rule) {
        return evaluation.forced ? find(evaluation, source, rule) : null;
    }

    private static @Nullable Outcome find(FlagEvaluation evaluation, DecisionSource source, @Nullable Rule rule) {
        String flagKey = evaluation.flag().key();
        String ruleKey = rule == null ? null : rule.key();
        String userId = evaluation.user().userId();
        OptimizelyForcedDecision forced =
                evaluation.user().forcedDecision(new OptimizelyDecisionContext(flagKey, ruleKey));
        if (forced == null) {
            return null;
        }
        Outcome outcome = evaluation.flag().outcomeByVariationKey(forced.variationKey());
        if (outcome == null) {
            evaluation.reasons().forcedInvalid(flagKey, ruleKey, userId);
            return null;
        }
        evaluation.reasons().forced(forced.variationKey(), flagKey, ruleKey, userId);
        return outcome.forcedBy(source, rule);
    }
}
