package dev.optireactor.core.scenario;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A datafile, a user and a call. Rules are written {@code e1 e2 / d1 ee}, experiments and deliveries of the flag f;
 * {@code e1 / -} has no rollout; {@code ;} separates the rules of a second flag f2. See {@link Entity} for rules and
 * holdouts, {@link Call} for the rest.
 */
record Scenario(List<FlagRules> flags, List<Entity> holdouts, Call call) {

    static Scenario parse(String rules, String holdouts, String call) {
        List<FlagRules> flags = new ArrayList<>();
        for (String flag : rules.split(";", -1)) {
            String[] sides = flag.split("/", -1);
            List<Entity> deliveries = sides[1].strip().equals("-") ? null : entities(sides[1]);
            flags.add(new FlagRules(flags.isEmpty() ? "f" : "f2", entities(sides[0]), deliveries));
        }
        return new Scenario(flags, entities(holdouts), Call.parse(call));
    }

    private static List<Entity> entities(String notation) {
        return Call.words(notation).stream().map(Entity::parse).toList();
    }

    Scenario with(Call other) {
        return new Scenario(flags, holdouts, other);
    }

    Scenario withHoldouts(List<Entity> others) {
        return new Scenario(flags, others, call);
    }

    boolean hasBandit() {
        return flags.stream().flatMap(flag -> flag.experiments().stream()).anyMatch(rule -> rule.has("cmab"));
    }

    Project compile() {
        List<@Nullable Object> experiments = array();
        List<@Nullable Object> rollouts = array();
        List<@Nullable Object> features = array();
        Set<String> experimentIds = new TreeSet<>();
        for (FlagRules flag : flags) {
            for (Entity experiment : flag.experiments()) {
                if (experimentIds.add(experiment.id())) {
                    experiments.add(json(experiment));
                }
            }
            List<Entity> deliveries = flag.deliveries();
            if (deliveries != null) {
                rollouts.add(object(
                        "id",
                        "r_" + flag.key(),
                        "experiments",
                        deliveries.stream().map(this::json).toList()));
            }
            features.add(object(
                    "id", flag.key().equals("f") ? "700" : "702",
                    "key", flag.key(),
                    "experimentIds", flag.experiments().stream().map(Entity::id).toList(),
                    "rolloutId", deliveries == null ? "" : "r_" + flag.key(),
                    "variables", array()));
        }
        return Project.compile(Json.bytes(datafile(experiments, rollouts, features)));
    }

    private Map<String, @Nullable Object> datafile(
            List<@Nullable Object> experiments, List<@Nullable Object> rollouts, List<@Nullable Object> features) {
        Object never = object("type", "custom_attribute", "match", "exists", "name", "nobody has this");
        Map<String, @Nullable Object> datafile = object(
                "version",
                "4",
                "accountId",
                "AC",
                "projectId",
                "PJ",
                "revision",
                "1",
                "sendFlagDecisions",
                call.sendFlagDecisions(),
                "attributes",
                array(),
                "events",
                array(),
                "groups",
                array(),
                "typedAudiences",
                array(object("id", Entity.NEVER, "name", "never", "conditions", never)),
                "experiments",
                experiments,
                "rollouts",
                rollouts,
                "featureFlags",
                features);
        for (Entity holdout : holdouts) {
            String section = holdout.isGlobal() ? "holdouts" : "localHoldouts";
            datafile.putIfAbsent(section, array());
            Json.listAt(datafile, "/" + section).add(json(holdout));
        }
        return datafile;
    }

    private Object json(Entity entity) {
        String whitelisted = call.whitelist().get(entity.name());
        return entity.toJson(whitelisted == null ? Map.of() : Map.of(call.userId(), whitelisted));
    }

    DecisionRequest request() {
        UserContext user = UserContext.of(call.userId());
        for (Map.Entry<OptimizelyDecisionContext, String> forced : call.forced().entrySet()) {
            user = user.withForcedDecision(forced.getKey(), new OptimizelyForcedDecision(forced.getValue()));
        }
        DecideOptions options = DecideOptions.of(call.options());
        return call.all() ? DecisionRequest.decideAll(user, options) : DecisionRequest.decide(user, "f", options);
    }

    /** {@return the rule or holdout with this key} */
    Entity entity(String key) {
        return Stream.concat(
                        holdouts.stream(),
                        flags.stream()
                                .flatMap(flag ->
                                        Stream.concat(flag.experiments().stream(), flag.deliveriesIfAny().stream())))
                .filter(entity -> entity.name().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("decided by " + key + ", which the scenario does not have"));
    }
}
