package dev.optireactor.core.conformance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python does with fields that Java does not read from older datafiles, with what is chosen against Python
 * elsewhere: in the config, the variables of delivery rules have the values of their variation; in events, useless tags
 * are dropped.
 */
final class GatedFields {

    private final Map<String, String> overrides = new HashMap<>();

    private GatedFields(@Nullable Object datafile) {
        collect(datafile);
    }

    static @Nullable Object expected(Sample sample) {
        if (!sample.input().containsKey("path")) {
            return OwnAnswers.withoutUselessTags(sample);
        }
        GatedFields corrected = new GatedFields(sample.projects().json(sample.text("datafile")));
        return Edit.members(
                sample.of(Sdk.PYTHON),
                (name, member) -> name.equals("deliveryRules") ? corrected.rules(member) : member);
    }

    /** Remembers every override in the datafile; ids of variations and variables are unique in it. */
    private void collect(@Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(this::collect);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::collect);
            if (map.get("variables") instanceof List<?> variables && Boolean.TRUE.equals(map.get("featureEnabled"))) {
                for (Object variable : variables) {
                    Fields override = Fields.of(variable, "an override");
                    overrides.put(map.get("id") + "/" + override.text("id"), override.text("value"));
                }
            }
        }
    }

    private @Nullable Object rules(@Nullable Object rules) {
        return Edit.members(rules, (name, member) -> name.equals("variationsMap") ? variations(member) : member);
    }

    private Map<String, @Nullable Object> variations(@Nullable Object variations) {
        Map<String, @Nullable Object> corrected =
                Fields.of(variations, "variations").rest();
        corrected.replaceAll((key, variation) -> {
            Fields fields = Fields.of(variation, "a variation");
            String id = fields.text("id");
            return Edit.members(
                    variation, (name, member) -> name.equals("variablesMap") ? variables(id, member) : member);
        });
        return corrected;
    }

    private Map<String, @Nullable Object> variables(String variationId, @Nullable Object variables) {
        Map<String, @Nullable Object> corrected =
                Fields.of(variables, "variables").rest();
        corrected.replaceAll((key, variable) -> {
            Map<String, @Nullable Object> shown =
                    Fields.of(variable, "a variable").rest();
            String override = overrides.get(variationId + "/" + shown.get("id"));
            if (override != null) {
                shown.put("value", override);
            }
            return shown;
        });
        return corrected;
    }
}
