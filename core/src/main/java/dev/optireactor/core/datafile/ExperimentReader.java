package dev.optireactor.core.datafile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads experiments, delivery rules, groups and rollouts. */
final class ExperimentReader {

    private final JsonCursor cursor;

    ExperimentReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    Experiment experiment() {
        cursor.requireObject("an experiment");
        String id = null;
        String key = null;
        String status = null;
        String type = null;
        String layerId = null;
        List<Variation> variations = null;
        List<TrafficRange> traffic = null;
        List<String> audienceIds = null;
        Object audienceConditions = null;
        Map<String, String> forcedVariations = Map.of();
        Bandit bandit = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
                case "status" -> status = cursor.textOnly();
                case "type" -> type = cursor.textOnly();
                case "layerId" -> layerId = cursor.text();
                case "variations" -> variations = cursor.requiredList(field, this::variation);
                case "trafficAllocation" -> traffic = cursor.requiredList(field, this::range);
                case "audienceIds" -> audienceIds = cursor.requiredList(field, cursor::text);
                case "audienceConditions" -> audienceConditions = cursor.value();
                case "forcedVariations" -> forcedVariations = forcedVariations();
                case "cmab" -> bandit = bandit();
                default -> cursor.skip();
            }
        }
        return new Experiment(
                cursor.required(id, "an experiment's id"),
                cursor.required(key, "an experiment's key"),
                "Running".equals(status),
                "fr".equals(type),
                layerId == null ? "" : layerId,
                cursor.required(variations, "an experiment's variations"),
                cursor.required(traffic, "an experiment's trafficAllocation"),
                cursor.required(audienceIds, "an experiment's audienceIds"),
                audienceConditions,
                forcedVariations,
                bandit);
    }

    Group group() {
        cursor.requireObject("a group");
        String id = null;
        String policy = null;
        List<TrafficRange> traffic = List.of();
        List<Experiment> experiments = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "policy" -> policy = cursor.textOnly();
                case "trafficAllocation" -> traffic = cursor.list(field, this::range);
                case "experiments" -> experiments = cursor.requiredList(field, this::experiment);
                default -> cursor.skip();
            }
        }
        return new Group(
                cursor.required(id, "a group's id"),
                "random".equals(policy),
                traffic,
                cursor.required(experiments, "a group's experiments"));
    }

    /** {@return the rollout; null for one that no flag could refer to, since it has no id} */
    @Nullable
    Rollout rollout() {
        cursor.requireObject("a rollout");
        String id = null;
        List<Experiment> rules = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "experiments" -> rules = cursor.requiredList(field, this::experiment);
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
        String id = null;
        String key = null;
        boolean featureEnabled = false;
        VariableOverrides overrides = VariableOverrides.of(List.of());
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "key" -> key = cursor.text();
                case "featureEnabled" -> featureEnabled = Boolean.TRUE.equals(cursor.flag());
                case "variables" -> overrides = overrides();
                default -> cursor.skip();
            }
        }
        return new Variation(
                cursor.required(id, "a variation's id"),
                cursor.required(key, "a variation's key"),
                featureEnabled,
                overrides);
    }

    @Nullable
    TrafficRange range() {
        cursor.requireObject("a traffic range");
        String entityId = null;
        Integer end = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "entityId" -> entityId = cursor.text();
                case "endOfRange" -> end = cursor.ceiling();
                default -> cursor.skip();
            }
        }
        if (end == null) {
            cursor.warn("a traffic range without a numeric endOfRange is skipped");
            return null;
        }
        return new TrafficRange(entityId == null ? "" : entityId, end);
    }

    private VariableOverrides overrides() {
        List<@Nullable String> idsAndValues = new ArrayList<>();
        cursor.list("variables", () -> {
            override(idsAndValues);
            return null;
        });
        return VariableOverrides.of(idsAndValues);
    }

    private void override(List<@Nullable String> idsAndValues) {
        if (!cursor.isObject()) {
            cursor.skip();
            return;
        }
        String id = null;
        String value = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "value" -> value = cursor.scalar();
                default -> cursor.skip();
            }
        }
        if (id != null) {
            idsAndValues.add(id);
            idsAndValues.add(value);
        }
    }

    private Map<String, String> forcedVariations() {
        if (!cursor.isObject()) {
            cursor.skip();
            return Map.of();
        }
        Map<String, String> byUser = new HashMap<>();
        for (String user = cursor.nextField(); user != null; user = cursor.nextField()) {
            String variation = cursor.textOnly();
            if (variation != null) {
                byUser.put(user, variation);
            }
        }
        return Map.copyOf(byUser);
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
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            empty = false;
            switch (field) {
                case "attributeIds" -> attributeIds = cursor.texts(field);
                case "trafficAllocation" -> {
                    Integer end = cursor.ceiling();
                    traffic = end == null ? 0 : end;
                }
                default -> cursor.skip();
            }
        }
        return empty ? null : new Bandit(attributeIds, traffic);
    }
}
