package dev.optireactor.core.differential;

import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.generated.Case;
import dev.optireactor.core.generated.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one decision is made of: the parts of the datafile that the flag uses, and the user. */
final class Input {

    private final Map<String, @Nullable Object> flag;
    private final User user;
    private final List<Map<String, @Nullable Object>> experiments = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> deliveries = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> leaves = new ArrayList<>();

    Input(Map<String, @Nullable Object> datafile, String flagKey, User user) {
        this.user = user;
        this.flag = all(datafile, "featureFlags")
                .filter(each -> flagKey.equals(each.get("key")))
                .findFirst()
                .orElseThrow();
        Map<Object, Map<String, @Nullable Object>> byId = new HashMap<>();
        Stream.concat(all(datafile, "experiments"), all(datafile, "groups").flatMap(group -> all(group, "experiments")))
                .forEach(experiment -> byId.put(Objects.requireNonNull(experiment.get("id")), experiment));
        for (Object id : Json.listAt(flag, "/experimentIds")) {
            experiments.add(Objects.requireNonNull(byId.get(Objects.requireNonNull(id))));
        }
        all(datafile, "rollouts")
                .filter(rollout -> Objects.equals(rollout.get("id"), flag.get("rolloutId")))
                .flatMap(rollout -> all(rollout, "experiments"))
                .forEach(deliveries::add);
        Map<Object, @Nullable Object> audiences = new HashMap<>();
        Stream.concat(all(datafile, "audiences"), all(datafile, "typedAudiences"))
                .forEach(each -> audiences.put(Objects.requireNonNull(each.get("id")), each.get("conditions")));
        rules().forEach(rule -> {
            Object conditions = rule.get("audienceConditions");
            collect(conditions == null ? rule.get("audienceIds") : conditions, audiences);
        });
    }

    private static Stream<Map<String, @Nullable Object>> all(Map<String, @Nullable Object> parent, String field) {
        return parent.get(field) instanceof List<?> list ? list.stream().map(Case::object) : Stream.of();
    }

    private void collect(@Nullable Object tree, Map<Object, @Nullable Object> audiences) {
        if (tree instanceof List<?> list) {
            list.forEach(each -> collect(each, audiences));
        } else if (tree instanceof Map<?, ?>) {
            leaves.add(Case.object(tree));
        } else if (tree instanceof String id && audiences.get(id) != null) {
            Object conditions = audiences.get(id);
            collect(conditions instanceof String text ? Json.parse(text) : conditions, Map.of());
        }
    }

    User user() {
        return user;
    }

    String flagKey() {
        return String.valueOf(flag.get("key"));
    }

    List<Map<String, @Nullable Object>> experiments() {
        return experiments;
    }

    List<Map<String, @Nullable Object>> deliveries() {
        return deliveries;
    }

    Stream<Map<String, @Nullable Object>> rules() {
        return Stream.concat(experiments.stream(), deliveries.stream());
    }

    Stream<Map<String, @Nullable Object>> variations() {
        return rules().flatMap(rule -> all(rule, "variations"));
    }

    Stream<Map<String, @Nullable Object>> ranges() {
        return rules().flatMap(rule -> all(rule, "trafficAllocation"));
    }

    /** {@return the ids of the flag's JSON variables} */
    List<@Nullable Object> jsonVariables() {
        List<@Nullable Object> ids = new ArrayList<>();
        all(flag, "variables")
                .filter(variable -> "json".equals(variable.get("subType")))
                .forEach(variable -> ids.add(variable.get("id")));
        return ids;
    }

    /** {@return the texts that the flag's JSON variables may have} */
    Stream<String> jsonTexts() {
        List<@Nullable Object> ids = jsonVariables();
        Stream<@Nullable Object> defaults = all(flag, "variables")
                .filter(variable -> ids.contains(variable.get("id")))
                .map(variable -> variable.get("defaultValue"));
        Stream<@Nullable Object> overrides = variations()
                .flatMap(variation -> all(variation, "variables"))
                .filter(override -> ids.contains(override.get("id")))
                .map(override -> override.get("value"));
        return Stream.concat(defaults, overrides).map(String::valueOf);
    }

    /** Whether any condition on the flag's rules is of this kind, given what the user has for its attribute. */
    boolean anyLeaf(BiPredicate<Map<String, @Nullable Object>, @Nullable Object> kind) {
        return leaves.stream()
                .anyMatch(leaf -> kind.test(leaf, user.attributes().get(String.valueOf(leaf.get("name")))));
    }
}
