package dev.optireactor.core.conformance;

import dev.optireactor.core.config.OptimizelyExperiment;
import dev.optireactor.core.project.Project;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The legacy operation setForcedVariation, which belongs to the shell: by user, then by experiment id. */
final class ForcedVariations {

    private final Project project;
    private final Map<String, Map<String, String>> byUser = new HashMap<>();

    ForcedVariations(Project project) {
        this.project = project;
    }

    void read(@Nullable Object value) {
        Fields fields = Fields.of(value, "a forced variation");
        force(fields.text("experimentKey"), fields.text("userId"), fields.text("variationKey"));
        fields.end();
    }

    /** An unknown experiment or variation is refused: the call has no effect. */
    private void force(String experimentKey, String userId, String variationKey) {
        OptimizelyExperiment experiment =
                project.optimizelyConfig().experimentsMap().get(experimentKey);
        if (experiment != null && experiment.variationsMap().containsKey(variationKey)) {
            byUser.computeIfAbsent(userId, user -> new HashMap<>()).put(experiment.id(), variationKey);
        }
    }

    Map<String, String> of(String userId) {
        return byUser.getOrDefault(userId, Map.of());
    }
}
