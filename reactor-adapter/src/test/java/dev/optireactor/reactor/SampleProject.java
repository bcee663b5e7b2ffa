package dev.optireactor.reactor;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A datafile made of flags with one rule each. The rule of a flag has the flag's key with {@code _rule}; every flag has a
 * variable {@code revision}, whose value is the revision of the datafile.
 */
final class SampleProject {

    /** The event that every sample project knows. */
    static final String PURCHASE = "purchase";

    private final String revision;
    private final List<Object> flags = new ArrayList<>();
    private final List<Object> experiments = new ArrayList<>();
    private final List<Object> audiences = new ArrayList<>();
    private final List<Object> attributes = new ArrayList<>();
    private final List<Object> integrations = new ArrayList<>();
    private final List<Object> holdouts = new ArrayList<>();

    private SampleProject(String revision) {
        this.revision = revision;
    }

    /** {@return a project without flags} */
    static SampleProject revision(String revision) {
        return new SampleProject(revision);
    }

    /** {@return a project whose flag {@code flag} is {@code on} for everyone} */
    static SampleProject simple(String revision) {
        return revision(revision).on("flag");
    }

    /** Adds a flag that is on for everyone, with the variation {@code on}. */
    SampleProject on(String flag) {
        return split(flag, "on");
    }

    /** Adds a flag with these variations for equal shares of all users. */
    SampleProject split(String flag, String... variations) {
        return experiment(flag, List.of(), Map.of(), variations);
    }

    /** Adds a flag that is on for users with this value of an attribute. */
    SampleProject onFor(String flag, String attribute, Object value) {
        attributes.add(Map.of("id", "attribute-" + attribute, "key", attribute));
        return audience(flag, "custom_attribute", "exact", attribute, value);
    }

    /** Adds a flag that is on for users in a segment. */
    SampleProject onForSegment(String flag, String segment) {
        return audience(flag, "third_party_dimension", "qualified", "odp.audiences", segment);
    }

    private SampleProject audience(String flag, String type, String match, String name, Object value) {
        String id = "audience-" + flag;
        List<Object> conditions = List.of("and", Map.of("type", type, "match", match, "name", name, "value", value));
        audiences.add(Map.of("id", id, "name", id, "conditions", conditions));
        return experiment(flag, List.of(id), Map.of(), "on");
    }

    /** Adds a flag whose variations {@code a} and {@code b}, with the ids of {@link #variationId}, a bandit chooses. */
    SampleProject bandit(String flag) {
        return experiment(
                flag,
                List.of(),
                Map.of("cmab", Map.of("attributeIds", List.of(), "trafficAllocation", 10000)),
                "a",
                "b");
    }

    /** Adds a flag without rules, which is off. */
    SampleProject off(String flag) {
        flags.add(flag(flag, List.of()));
        return this;
    }

    /** Keeps everyone out of all flags, with the variation {@code off}. */
    SampleProject holdout(String key) {
        String id = ruleId(key);
        String off = variationId(key, "off");
        holdouts.add(Map.of(
                "id",
                id,
                "key",
                key,
                "status",
                "Running",
                "audienceIds",
                List.of(),
                "variations",
                List.of(Map.of("id", off, "key", "off", "featureEnabled", false, "variables", List.of())),
                "trafficAllocation",
                List.of(Map.of("entityId", off, "endOfRange", 10000))));
        return this;
    }

    /** Connects the project with a data platform. */
    SampleProject odp(URI host, String publicKey) {
        integrations.add(Map.of("key", "odp", "host", host.toString(), "publicKey", publicKey));
        return this;
    }

    /** {@return the id of a flag's rule} */
    static String ruleId(String flag) {
        return Integer.toUnsignedString(flag.hashCode());
    }

    /** {@return the id of a flag's variation} */
    static String variationId(String flag, String variation) {
        return Integer.toUnsignedString((flag + "-" + variation).hashCode());
    }

    private SampleProject experiment(String flag, List<String> audienceIds, Map<String, ?> more, String... variations) {
        List<Object> variationList = new ArrayList<>();
        List<Object> traffic = new ArrayList<>();
        for (int i = 0; i < variations.length; i++) {
            String id = variationId(flag, variations[i]);
            variationList.add(Map.of("id", id, "key", variations[i], "featureEnabled", true, "variables", List.of()));
            traffic.add(Map.of("entityId", id, "endOfRange", 10000 * (i + 1) / variations.length));
        }
        Map<String, Object> experiment = new LinkedHashMap<>(more);
        experiment.put("id", ruleId(flag));
        experiment.put("key", flag + "_rule");
        experiment.put("status", "Running");
        experiment.put("layerId", "layer-" + flag);
        experiment.put("audienceIds", audienceIds);
        experiment.put("forcedVariations", Map.of());
        experiment.put("variations", variationList);
        experiment.put("trafficAllocation", traffic);
        experiments.add(experiment);
        flags.add(flag(flag, List.of(ruleId(flag))));
        return this;
    }

    private Map<String, ?> flag(String key, List<String> experimentIds) {
        Map<String, String> variable =
                Map.of("id", "v-" + key, "key", "revision", "type", "string", "defaultValue", revision);
        return Map.of(
                "id",
                "flag-" + key,
                "key",
                key,
                "experimentIds",
                experimentIds,
                "rolloutId",
                "",
                "variables",
                List.of(variable));
    }

    /** {@return the datafile} */
    String json() {
        Map<String, Object> datafile = new LinkedHashMap<>();
        datafile.put("version", "4");
        datafile.put("accountId", "account");
        datafile.put("projectId", "project");
        datafile.put("revision", revision);
        datafile.put("sdkKey", Secrets.SDK_KEY);
        datafile.put("sendFlagDecisions", true);
        datafile.put("groups", List.of());
        datafile.put("rollouts", List.of());
        datafile.put("audiences", List.of());
        datafile.put("typedAudiences", audiences);
        datafile.put("attributes", attributes);
        datafile.put("integrations", integrations);
        datafile.put("holdouts", holdouts);
        datafile.put("events", List.of(Map.of("id", "event-1", "key", PURCHASE, "experimentIds", List.of())));
        datafile.put("experiments", experiments);
        datafile.put("featureFlags", flags);
        return JsonText.write(datafile);
    }

    /** {@return the datafile in UTF-8} */
    byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the datafile compiled} */
    Project compiled() {
        return Project.compile(bytes());
    }
}
