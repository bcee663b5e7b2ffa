package dev.optireactor.core.project;

import dev.optireactor.core.json.OptimizelyJSON;
import org.jspecify.annotations.Nullable;

/** What a decision says about a flag, apart from whom it was made for and why. Immutable. */
public interface Answer {

    /** {@return the flag's key} */
    String flagKey();

    /** {@return the variation's key; null when nothing decided} */
    @Nullable
    String variationKey();

    /** {@return whether the flag is on} */
    boolean enabled();

    /** {@return the rule's key; null when there is no rule} */
    @Nullable
    String ruleKey();

    /** {@return the flag's variables} */
    OptimizelyJSON variables();
}
