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
        boolean running = false;
        List<Variation> variations = null;
        List<TrafficRange> traffic = List.of();
        List<String> audienceIds = List.of();
        Object audienceConditions = null;
        List<String> includedRules = null;
        boolean excludeTargetedDeliveries = false;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case KEY -> key = cursor.text();
                case STATUS -> running = cursor.isText("Running");
                case VARIATIONS -> variations = cursor.requiredList(field, experiments::variation);
                case TRAFFIC_ALLOCATION -> traffic = cursor.list(field, experiments::range);
                case AUDIENCE_IDS -> audienceIds = cursor.texts(field);
                case AUDIENCE_CONDITIONS -> audienceConditions = cursor.sharedValue();
                case INCLUDED_RULES -> includedRules = cursor.optionalTexts(field);
                case EXCLUDE_TARGETED_DELIVERIES -> excludeTargetedDeliveries = Boolean.TRUE.equals(cursor.flag());
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
                running,
                held,
                traffic,
                audienceIds,
                audienceConditions,
                includedRules,
                excludeTargetedDeliveries);
    }
}
