package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads holdouts. A malformed one is skipped: that it holds nobody out is better than a project without flags. */
final class HoldoutReader {

    private final JsonCursor cursor;
    private final ExperimentReader experiments;

    HoldoutReader(JsonCursor cursor, ExperimentReader experiments) {
        this.cursor = cursor;
        this.experiments = experiments;
    }

    /** {@return the holdout; null for one that is skipped} */
    @Nullable
    Holdout holdout() {
        if (!cursor.isObject()) {
            cursor.warn("a holdout that is no object is skipped");
            cursor.skip();
            return null;
        }
        Fields fields = new Fields();
        return cursor.attempt("holdout", fields::read) ? fields.holdout() : null;
    }

    /** What is known of one holdout so far. */
    private final class Fields {

        private @Nullable String id;
        private @Nullable String key;
        private boolean running;
        private @Nullable List<Variation> variations;
        private List<TrafficRange> traffic = List.of();
        private List<String> audienceIds = List.of();
        private @Nullable Object audienceConditions;
        private @Nullable List<String> includedRules;
        private boolean excludeTargetedDeliveries;

        void read() {
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
        }

        /** Every official SDK refuses a holdout without variations, so the whole datafile is refused for it. */
        @Nullable
        Holdout holdout() {
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
}
