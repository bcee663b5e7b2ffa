package dev.optireactor.core.decision;

import dev.optireactor.core.decision.Need.BanditPrediction;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The predictions that are known when flags are decided. */
public final class Predictions {

    private static final Predictions UNSUPPORTED = new Predictions(Map.of(), false);
    private static final Predictions NONE = new Predictions(Map.of(), true);

    private final Map<Place, Prediction> known;
    private final boolean supported;

    /** Where a prediction is needed. */
    private record Place(String flagKey, String ruleId) {}

    private Predictions(Map<Place, Prediction> known, boolean supported) {
        this.known = known;
        this.supported = supported;
    }

    /** {@return that nobody will predict: bandit rules are passed over, with a reason} */
    public static Predictions unsupported() {
        return UNSUPPORTED;
    }

    /** {@return that nothing has been asked yet: bandit rules ask} */
    public static Predictions none() {
        return NONE;
    }

    /**
     * {@return these answers; rules without one ask}
     *
     * @param answers what was answered to each need. They hold for the user and the project of the needs
     */
    public static Predictions of(Map<BanditPrediction, Prediction> answers) {
        Map<Place, Prediction> known = new HashMap<>();
        answers.forEach((need, answer) -> known.put(new Place(need.flagKey(), need.ruleId()), answer));
        return new Predictions(known, true);
    }

    boolean supported() {
        return supported;
    }

    @Nullable
    Prediction of(String flagKey, String ruleId) {
        return known.isEmpty() ? null : known.get(new Place(flagKey, ruleId));
    }
}
