package dev.optireactor.core.benchmark;

import dev.optireactor.core.benchmark.SampleProject.Audience;
import dev.optireactor.core.benchmark.SampleProject.Clause;
import dev.optireactor.core.benchmark.SampleProject.Flag;
import dev.optireactor.core.benchmark.SampleProject.Rule;
import dev.optireactor.core.benchmark.SampleProject.Variable;
import dev.optireactor.core.benchmark.SampleProject.Variation;
import dev.optireactor.core.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes a project as an Optimizely datafile. */
final class OptimizelyDatafile {

    private static final String DUMMY_CONDITIONS = "[\"or\", {\"match\": \"exact\", \"name\": \"$opt_dummy_attribute\","
            + " \"type\": \"custom_attribute\", \"value\": \"$opt_dummy_value\"}]";

    private OptimizelyDatafile() {}

    static String write(SampleProject project) {
        Map<String, Object> datafile = new LinkedHashMap<>();
        datafile.put("version", "4");
        datafile.put("accountId", "10367498574");
        datafile.put("projectId", "10431130345");
        datafile.put("revision", "241");
        datafile.put("sdkKey", "benchmarksdkkey000000");
        datafile.put("environmentKey", "production");
        datafile.put("anonymizeIP", true);
        datafile.put("botFiltering", false);
        datafile.put("sendFlagDecisions", true);
        datafile.put("attributes", list(project.attributes(), OptimizelyDatafile::attribute));
        datafile.put("typedAudiences", list(project.audiences(), OptimizelyDatafile::audience));
        datafile.put("audiences", list(project.audiences(), OptimizelyDatafile::classicAudience));
        datafile.put("events", events(project));
        datafile.put("groups", groups(project));
        datafile.put("experiments", experiments(project));
        datafile.put("featureFlags", list(project.flags(), OptimizelyDatafile::flag));
        datafile.put("rollouts", rollouts(project));
        datafile.put("integrations", List.of());
        datafile.put("variables", List.of());
        return JsonText.write(datafile);
    }

    private static Object attribute(String key) {
        return object("id", String.valueOf(10_401_000_000L + key.hashCode() % 1000), "key", key);
    }

    private static Object audience(Audience audience) {
        List<Object> conditions = new ArrayList<>();
        conditions.add("and");
        for (Clause clause : audience.clauses()) {
            conditions.add(List.of("or", List.of("or", leaf(clause))));
        }
        return object("id", audience.id(), "name", audience.name(), "conditions", conditions);
    }

    private static Map<String, Object> leaf(Clause clause) {
        Map<String, Object> leaf =
                object("match", clause.match(), "name", clause.attribute(), "type", "custom_attribute");
        if (clause.value() != null) {
            leaf.put("value", clause.value());
        }
        return leaf;
    }

    /** The stand-in that old SDKs read. */
    private static Object classicAudience(Audience audience) {
        return object("id", audience.id(), "name", audience.name(), "conditions", DUMMY_CONDITIONS);
    }

    private static Object flag(Flag flag) {
        return object(
                "id", flag.id(),
                "key", flag.key(),
                "rolloutId", flag.rolloutId(),
                "experimentIds", list(flag.experiments(), Rule::id),
                "variables", list(flag.variables(), OptimizelyDatafile::variable));
    }

    private static Object variable(Variable variable) {
        boolean json = variable.type().equals("json");
        Map<String, Object> declaration = object(
                "id", variable.id(),
                "key", variable.key(),
                "type", json ? "string" : variable.type(),
                "defaultValue", variable.defaultValue());
        if (json) {
            declaration.put("subType", "json");
        }
        return declaration;
    }

    private static List<Object> experiments(SampleProject project) {
        return project.flags().stream()
                .flatMap(flag -> flag.experiments().stream())
                .filter(rule -> rule.group() == null)
                .map(OptimizelyDatafile::rule)
                .toList();
    }

    private static List<Object> rollouts(SampleProject project) {
        return project.flags().stream()
                .filter(flag -> !flag.rolloutId().isEmpty())
                .<Object>map(flag -> object(
                        "id", flag.rolloutId(), "experiments", list(flag.deliveries(), OptimizelyDatafile::rule)))
                .toList();
    }

    private static List<Object> groups(SampleProject project) {
        Map<String, List<Rule>> groups = new LinkedHashMap<>();
        project.flags().stream()
                .flatMap(flag -> flag.experiments().stream())
                .filter(rule -> rule.group() != null)
                .forEach(rule -> groups.computeIfAbsent(rule.group(), id -> new ArrayList<>())
                        .add(rule));
        List<Object> written = new ArrayList<>();
        groups.forEach((id, members) -> written.add(group(id, members)));
        return written;
    }

    private static Object group(String id, List<Rule> members) {
        List<Object> traffic = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            traffic.add(range(members.get(i).id(), 10_000 * (i + 1) / members.size()));
        }
        return object(
                "id",
                id,
                "policy",
                "random",
                "trafficAllocation",
                traffic,
                "experiments",
                list(members, OptimizelyDatafile::rule));
    }

    private static Object rule(Rule rule) {
        List<Object> traffic = new ArrayList<>();
        for (int i = 0; i < rule.ends().size(); i++) {
            traffic.add(range(rule.variations().get(i).id(), rule.ends().get(i)));
        }
        List<Object> conditions = new ArrayList<>();
        if (!rule.audiences().isEmpty()) {
            conditions.add("or");
            rule.audiences().forEach(audience -> conditions.add(audience.id()));
        }
        return object(
                "id", rule.id(),
                "key", rule.key(),
                "status", "Running",
                "layerId", rule.layerId(),
                "audienceIds", list(rule.audiences(), Audience::id),
                "audienceConditions", conditions,
                "variations", list(rule.variations(), OptimizelyDatafile::variation),
                "trafficAllocation", traffic,
                "forcedVariations", rule.whitelist());
    }

    private static Object variation(Variation variation) {
        List<Object> values = new ArrayList<>();
        variation.values().forEach((id, value) -> values.add(object("id", id, "value", value)));
        return object(
                "id", variation.id(),
                "key", variation.key(),
                "featureEnabled", variation.enabled(),
                "variables", values);
    }

    private static Object range(String entityId, int end) {
        return object("entityId", entityId, "endOfRange", end);
    }

    /** Every tenth experiment has an event of its own. */
    private static List<Object> events(SampleProject project) {
        List<Object> events = new ArrayList<>();
        for (Flag flag : project.flags()) {
            if (!flag.experiments().isEmpty() && flag.id().hashCode() % 10 == 0) {
                events.add(object(
                        "id", flag.id() + "1",
                        "key", "converted_" + flag.key(),
                        "experimentIds", list(flag.experiments(), Rule::id)));
            }
        }
        return events;
    }

    private static <T> List<Object> list(List<T> elements, Function<T, Object> form) {
        return elements.stream().map(form).toList();
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
