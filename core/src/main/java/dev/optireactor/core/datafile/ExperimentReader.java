package dev.optireactor.core.datafile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads experiments, delivery rules, groups and rollouts. */
final class ExperimentReader {

    private final JsonCursor cursor;

    private final OverridesReader overridesReader;

    ExperimentReader(JsonCursor cursor) {
        this.cursor = cursor;
        this.overridesReader = new OverridesReader(cursor);
    }

    Experiment experiment() {
        cursor.requireObject("an experiment");
        String id = null;
        String key = null;
        boolean running = false;
        boolean featureRollout = false;
        int layerId = DatafileTexts.NOWHERE;
        List<Variation> variations = null;
        List<TrafficRange> traffic = null;
        List<String> audienceIds = null;
        Object conditions = null;
        Map<String, String> forcedVariations = Map.of();
        Bandit bandit = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case KEY -> key = cursor.text();
                case STATUS -> running = cursor.isText("Running");
                case TYPE -> featureRollout = cursor.isText("fr");
                case LAYER_ID -> layerId = cursor.textPlace();
                case VARIATIONS -> variations = cursor.requiredList(field, this::variation);
                case TRAFFIC_ALLOCATION -> traffic = cursor.requiredList(field, this::range);
                case AUDIENCE_IDS -> audienceIds = cursor.sharedTexts(field);
                case AUDIENCE_CONDITIONS -> conditions = cursor.sharedValue();
                case FORCED_VARIATIONS -> forcedVariations = forcedVariations();
                case CMAB -> bandit = bandit();
                default -> cursor.skip();
            }
        }
        return new Experiment(
                new ExperimentSummary(
                        cursor.required(id, "an experiment's id"),
                        cursor.required(key, "an experiment's key"),
                        cursor.texts(),
                        layerId,
                        conditions,
                        cursor.required(variations, "an experiment's variations")),
                running,
                featureRollout,
                cursor.required(traffic, "an experiment's trafficAllocation"),
                cursor.required(audienceIds, "an experiment's audienceIds"),
                forcedVariations,
                bandit);
    }

    Group group() {
        cursor.requireObject("a group");
        String id = null;
        boolean random = false;
        List<TrafficRange> traffic = List.of();
        List<Experiment> experiments = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case POLICY -> random = cursor.isText("random");
                case TRAFFIC_ALLOCATION -> traffic = cursor.list(field, this::range);
                case EXPERIMENTS -> experiments = cursor.requiredList(field, this::experiment);
                default -> cursor.skip();
            }
        }
        return new Group(
                cursor.required(id, "a group's id"),
                random,
                traffic,
                cursor.required(experiments, "a group's experiments"));
    }

    /** {@return the rollout; null for one that no flag could refer to, since it has no id} */
    @Nullable
    Rollout rollout() {
        cursor.requireObject("a rollout");
        String id = null;
        List<Experiment> rules = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.text();
                case EXPERIMENTS -> rules = cursor.requiredList(field, this::experiment);
                default -> cursor.skip();
            }
        }
        List<Experiment> delivering = cursor.required(rules, "a rollout's experiments");
        if (id == null) {
            cursor.warn("a rollout without id is skipped");
            return null;
        }
        return new Rollout(id, delivering);
    }

    Variation variation() {
        cursor.requireObject("a variation");
        int id = DatafileTexts.NOWHERE;
        String key = null;
        boolean featureEnabled = false;
        VariableOverrides overrides = overridesReader.none();
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ID -> id = cursor.textPlace();
                case KEY -> key = cursor.sharedText();
                case FEATURE_ENABLED -> featureEnabled = Boolean.TRUE.equals(cursor.flag());
                case VARIABLES -> overrides = overridesReader.read();
                default -> cursor.skip();
            }
        }
        if (id == DatafileTexts.NOWHERE) {
            throw cursor.missing("a variation's id");
        }
        return new Variation(cursor.texts(), id, cursor.required(key, "a variation's key"), featureEnabled, overrides);
    }

    @Nullable
    TrafficRange range() {
        cursor.requireObject("a traffic range");
        String entityId = null;
        Integer end = null;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case ENTITY_ID -> entityId = cursor.text();
                case END_OF_RANGE -> end = cursor.ceiling();
                default -> cursor.skip();
            }
        }
        if (end == null) {
            cursor.warn("a traffic range without a numeric endOfRange is skipped");
            return null;
        }
        return new TrafficRange(entityId == null ? "" : entityId, end);
    }

    private Map<String, String> forcedVariations() {
        if (!cursor.isObject()) {
            cursor.skip();
            return Map.of();
        }
        Map<String, String> byUser = new HashMap<>();
        for (String user = cursor.nextName(); user != null; user = cursor.nextName()) {
            String variation = cursor.textOnly();
            if (variation != null) {
                byUser.put(user, variation);
            }
        }
        return byUser;
    }

    /** An empty object is no bandit, nor is anything but an object. */
    private @Nullable Bandit bandit() {
        if (!cursor.isObject()) {
            cursor.skip();
            return null;
        }
        List<String> attributeIds = List.of();
        int traffic = 0;
        boolean empty = true;
        for (Field field = cursor.nextField(); field != null; field = cursor.nextField()) {
            empty = false;
            switch (field) {
                case ATTRIBUTE_IDS -> attributeIds = cursor.texts(field);
                case TRAFFIC_ALLOCATION -> {
                    Integer end = cursor.ceiling();
                    traffic = end == null ? 0 : end;
                }
                default -> cursor.skip();
            }
        }
        return empty ? null : new Bandit(attributeIds, traffic);
    }
}
