package dev.optireactor.core.decision;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a forced decision is for: a flag, or one rule of a flag. A rule key of {@code ""} is a rule that no flag has, not
 * the flag itself.
 *
 * @param flagKey the flag's key
 * @param ruleKey the key of an experiment or delivery rule; null for the flag
 */
public record OptimizelyDecisionContext(
        String flagKey, @Nullable String ruleKey) {

    /**
     * Checks that there is a flag key.
     *
     * @param flagKey the flag's key
     * @param ruleKey the key of an experiment or delivery rule; null for the flag
     */
    public OptimizelyDecisionContext {
        Objects.requireNonNull(flagKey, "flagKey");
    }

    /**
     * A whole flag.
     *
     * @param flagKey the flag's key
     */
    public OptimizelyDecisionContext(String flagKey) {
        this(flagKey, null);
    }
}
