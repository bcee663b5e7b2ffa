package dev.optireactor.core.benchmark;

import dev.optireactor.core.benchmark.SampleProject.Audience;
import dev.optireactor.core.benchmark.SampleProject.Clause;
import dev.optireactor.core.benchmark.SampleProject.Flag;
import dev.optireactor.core.benchmark.SampleProject.Rule;
import dev.optireactor.core.benchmark.SampleProject.Variable;
import dev.optireactor.core.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a project as data of LaunchDarkly: the same flags, rules, conditions and values. Its hashing differs, so users
 * meet the same rules but fall into other variations.
 */
final class LaunchDarklyData {

    private static final int OFF = 0;

    private LaunchDarklyData() {}

    static String write(SampleProject project) {
        Map<String, Object> flags = new LinkedHashMap<>();
        project.flags().forEach(flag -> flags.put(flag.key(), flag(flag)));
        return JsonText.write(Map.of("flags", flags));
    }

    private static Object flag(Flag flag) {
        List<Object> variations = new ArrayList<>();
        variations.add(values(flag, null));
        List<Object> rules = new ArrayList<>();
        Object fallthrough = Map.of("variation", OFF);
        List<Rule> all = new ArrayList<>(flag.experiments());
        all.addAll(flag.deliveries());
        for (Rule rule : all) {
            Map<String, Object> served = served(flag, rule, variations);
            rule.audiences().forEach(audience -> rules.add(rule(audience, served)));
            if (rule.audiences().isEmpty()) {
                fallthrough = served;
                break;
            }
        }
        return Map.of(
                "key",
                flag.key(),
                "on",
                true,
                "version",
                1,
                "salt",
                flag.id(),
                "variations",
                variations,
                "offVariation",
                OFF,
                "rules",
                rules,
                "fallthrough",
                fallthrough);
    }

    private static Object rule(Audience audience, Map<String, Object> served) {
        Map<String, Object> rule = new LinkedHashMap<>(served);
        rule.put("id", audience.id());
        rule.put(
                "clauses",
                audience.clauses().stream().map(LaunchDarklyData::clause).toList());
        return rule;
    }

    private static Object clause(Clause clause) {
        String operator = switch (clause.match()) {
            case "exact", "exists" -> "in";
            case "gt" -> "greaterThan";
            case "ge" -> "greaterThanOrEqual";
            case "le" -> "lessThanOrEqual";
            case "semver_ge" -> "semVerLessThan";
            case "substring" -> "contains";
            default -> throw new IllegalArgumentException(clause.match());
        };
        return Map.of(
                "attribute", clause.attribute(),
                "op", operator,
                "values", List.of(clause.value() == null ? true : clause.value()),
                "negate", operator.equals("semVerLessThan"));
    }

    private static Map<String, Object> served(Flag flag, Rule rule, List<Object> variations) {
        List<Object> shares = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < rule.ends().size(); i++) {
            shares.add(share(variations.size(), rule.ends().get(i) - start));
            start = rule.ends().get(i);
            variations.add(values(flag, rule.variations().get(i).values()));
        }
        if (start < 10_000) {
            shares.add(share(OFF, 10_000 - start));
        }
        return shares.size() == 1
                ? Map.of("variation", variations.size() - 1)
                : Map.of("rollout", Map.of("variations", shares));
    }

    private static Object share(int variation, int buckets) {
        return Map.of("variation", variation, "weight", buckets * 10);
    }

    private static Object values(Flag flag, @Nullable Map<String, String> overrides) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Variable variable : flag.variables()) {
            String text = overrides == null ? variable.defaultValue() : overrides.getOrDefault(variable.id(), "");
            values.put(variable.key(), variable.type().equals("string") ? text : JsonText.parse(text));
        }
        return values;
    }
}
