package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Users that are kept out of flags (global) or rules (local).
 *
 * @param id the holdout's id
 * @param key its key
 * @param running whether its status is {@code Running}
 * @param variations its variations
 * @param traffic its traffic ranges
 * @param audienceIds audiences of which the user has to be in one; used when there are no {@code audienceConditions}
 * @param audienceConditions a tree of audience ids as a plain JSON value
 * @param includedRules ids of the rules it applies to; meaningful for local holdouts only
 * @param excludeTargetedDeliveries whether the flag's delivery rules are still evaluated after a hit
 */
public record Holdout(
        String id,
        String key,
        boolean running,
        List<Variation> variations,
        List<TrafficRange> traffic,
        List<String> audienceIds,
        @Nullable Object audienceConditions,
        @Nullable List<String> includedRules,
        boolean excludeTargetedDeliveries) {}
