package dev.optireactor.core.decision;

import dev.optireactor.core.condition.Truth;
import dev.optireactor.core.project.DecidingRule;
import dev.optireactor.core.project.RuleAudience;

/** Whether a rule or holdout is for the user. One without an audience is for everyone. */
final class AudienceCheck {

    private AudienceCheck() {}

    /**
     * {@return whether the user is in the audience; not if that is unknown}
     *
     * @param kind what the reason calls the rule
     * @param name which one it is there
     */
    static boolean passed(FlagEvaluation evaluation, DecidingRule rule, String kind, String name) {
        RuleAudience audience = rule.audience();
        Truth truth = audience == null ? Truth.TRUE : evaluation.call.test(audience);
        Reasons reasons = evaluation.reasons();
        if (reasons.included() && (audience != null || rule.hasEmptyAudience())) {
            reasons.audience(kind, name, truth);
        }
        return truth == Truth.TRUE;
    }
}
