package dev.optireactor.core.decision;

import java.util.Objects;

/**
 * The variation that is forced. It is looked up when a flag is decided; an unknown key is ignored then, with a reason.
 *
 * @param variationKey key of any variation of the flag
 */
public record OptimizelyForcedDecision(String variationKey) {

    /**
     * Checks that there is a variation key.
     *
     * @param variationKey key of any variation of the flag
     */
    public OptimizelyForcedDecision {
        Objects.requireNonNull(variationKey, "variationKey");
    }
}
