package dev.optireactor.core.scenario;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one flag; deliveries are null if it has no rollout. */
record FlagRules(
        String key, List<Entity> experiments, @Nullable List<Entity> deliveries) {

    List<Entity> deliveriesIfAny() {
        return deliveries == null ? List.of() : deliveries;
    }
}
