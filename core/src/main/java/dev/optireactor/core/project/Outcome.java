package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a flag becomes for a user: prepared once per rule and variation, shared by all decisions that end there.
 *
 * @param flag the flag
 * @param source the kind of rule
 * @param rule the rule; null for a forced decision of the flag, and when nothing decided
 * @param variation the variation; null when nothing decided
 * @param variables the flag's variables in this variation
 * @param variableErrors one reason for each variable that could not be converted
 */
public record Outcome(
        Flag flag,
        DecisionSource source,
        @Nullable DecidingRule rule,
        @Nullable Variation variation,
        OptimizelyJSON variables,
        List<String> variableErrors)
        implements Answer {

    /**
     * {@return the same variation as the decision of another rule, or of no rule}
     *
     * @param forcedSource the kind of rule that is forced
     * @param forcedRule the rule that is forced; null for the flag
     */
    public Outcome forcedBy(DecisionSource forcedSource, @Nullable DecidingRule forcedRule) {
        return new Outcome(flag, forcedSource, forcedRule, variation, variables, variableErrors);
    }

    @Override
    public String flagKey() {
        return flag.key();
    }

    @Override
    public boolean enabled() {
        return variation != null && variation.featureEnabled();
    }

    @Override
    public @Nullable String variationKey() {
        return variation == null ? null : variation.key();
    }

    @Override
    public @Nullable String ruleKey() {
        return rule == null ? null : rule.key();
    }

    // Two outcomes are the same only if they are the same object: comparing whole flags would never end.

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "Outcome[flag=" + flag.key() + ", rule=" + ruleKey() + ", variation=" + variationKey() + "]";
    }
}
