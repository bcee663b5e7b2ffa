package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads holdouts. */
final class HoldoutReader {

    private final JsonCursor cursor;
    private final ExperimentReader experiments;

    HoldoutReader(JsonCursor cursor, ExperimentReader experiments) {
        this.cursor = cursor;
        this.experiments = experiments;
    }

    @Nullable
    Holdout holdout() {
        cursor.requireObject("a holdout");
        String id = null;
        String key = null;
        String status = null;
        List<Variation> variations = null;
        List<TrafficRange> traffic = List.of();
        List<String> audienceIds = List.of();
        Object audienceConditions = null;
        List<String> includedRules = null;
        boolean excludeTargetedDeliveries = false;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
                case "status" -> status = cursor.textOnly();
                case "variations" -> variations = cursor.requiredList(field, experiments::variation);
                case "trafficAllocation" -> traffic = cursor.list(field, experiments::range);
                case "audienceIds" -> audienceIds = cursor.texts(field);
                case "audienceConditions" -> audienceConditions = cursor.value();
                case "includedRules" -> includedRules = cursor.optionalTexts();
                case "excludeTargetedDeliveries" -> excludeTargetedDeliveries = Boolean.TRUE.equals(cursor.flag());
                default -> cursor.skip();
            }
        }
        List<Variation> held = cursor.required(variations, "a holdout's variations");
        if (id == null || key == null) {
            cursor.warn("a holdout without id or key is skipped");
            return null;
        }
        return new Holdout(
                id,
                key,
                "Running".equals(status),
                held,
                traffic,
                audienceIds,
                audienceConditions,
                includedRules,
                excludeTargetedDeliveries);
    }
}
