package dev.optireactor.core.datafile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment, or a delivery rule of a rollout.
 *
 * @param summary who it is, and its variations
 * @param running whether its status is {@code Running}
 * @param featureRollout whether its type is {@code fr}
 * @param traffic its traffic ranges, in order
 * @param audienceIds audiences of which the user has to be in one; used when there are no {@code audienceConditions}
 * @param forcedVariations variation keys by user id
 * @param bandit set if the variation comes from the prediction service
 */
public record Experiment(
        ExperimentSummary summary,
        boolean running,
        boolean featureRollout,
        List<TrafficRange> traffic,
        List<String> audienceIds,
        Map<String, String> forcedVariations,
        @Nullable Bandit bandit) {

    /** {@return the experiment's id} */
    public String id() {
        return summary.id();
    }

    /** {@return its key} */
    public String key() {
        return summary.key();
    }

    /** {@return its variations, in order} */
    public List<Variation> variations() {
        return summary.variations();
    }
}
