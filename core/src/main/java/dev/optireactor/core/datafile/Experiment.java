package dev.optireactor.core.datafile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment, or a delivery rule of a rollout.
 *
 * @param id the experiment's id
 * @param key its key
 * @param running whether its status is {@code Running}
 * @param featureRollout whether its type is {@code fr}
 * @param layerId the campaign's id; may be empty
 * @param variations its variations, in order
 * @param traffic its traffic ranges, in order
 * @param audienceIds audiences of which the user has to be in one; used when there are no {@code audienceConditions}
 * @param audienceConditions a tree of audience ids as a plain JSON value
 * @param forcedVariations variation keys by user id
 * @param bandit set if the variation comes from the prediction service
 */
public record Experiment(
        String id,
        String key,
        boolean running,
        boolean featureRollout,
        DatafileText layerId,
        List<Variation> variations,
        List<TrafficRange> traffic,
        List<String> audienceIds,
        @Nullable Object audienceConditions,
        Map<String, String> forcedVariations,
        @Nullable Bandit bandit) {}
