package dev.optireactor.core.generated;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;

import dev.optireactor.core.fixture.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Generates datafiles and users that both SDKs understand.
 * <p>
 * Names follow a scheme, so that users can refer to what a datafile may have: flags f0 to f5, experiments e0 to e7,
 * delivery rules d0_0 to d2_3, audiences 1 to 6. Not generated, because 4.2.2 does not know or refuses or crashes on it:
 * <ul>
 *   <li>holdouts, bandits: younger than 4.2.2
 *   <li>{@code %} in ids and keys: formatted as a pattern, it throws
 *   <li>traffic that leads to an unknown variation: it throws
 *   <li>versions 2 and 3: it reads flags from version 4 on
 *   <li>{@code audienceConditions: null}, a segment that is no text, operators or texts among an audience's conditions,
 *       flags with unknown experiments: it refuses the datafile
 * </ul>
 * The crashes are named and shown in {@code IntendedDifference}.
 */
public final class Cases {

    static final List<String> AUDIENCES = List.of("1", "2", "3", "4", "5", "6");
    private static final List<String> VARIATION_KEYS = List.of("on", "off", "other");

    private Cases() {}

    /** {@return projects and users that 4.2.2 understands} */
    public static Arbitrary<Case> cases() {
        Arbitrary<List<User>> users =
                Users.users().list().ofMinSize(1).ofMaxSize(20).withSizeDistribution(RandomDistribution.uniform());
        return Combinators.combine(datafiles(), users).as(Case::new);
    }

    /** {@return projects and users with what is younger than 4.2.2 too: holdouts and bandits} */
    public static Arbitrary<Case> modernCases() {
        return Combinators.combine(
                        cases(), holdouts(), holdouts(), Arbitraries.integers().between(0, 255))
                .as((base, global, local, bandits) -> {
                    base.datafile().put("holdouts", numbered("7", global));
                    base.datafile().put("localHoldouts", numbered("8", local));
                    List<@Nullable Object> experiments = Json.listAt(base.datafile(), "/experiments");
                    for (int i = 0; i < experiments.size(); i++) {
                        if ((bandits >> i & 1) == 1) {
                            Case.object(experiments.get(i))
                                    .put("cmab", object("attributeIds", array("a1"), "trafficAllocation", 8000));
                        }
                    }
                    base.datafile().put("attributes", array(object("id", "a1", "key", "country")));
                    return base;
                });
    }

    private static List<@Nullable Object> numbered(String prefix, List<Map<String, @Nullable Object>> holdouts) {
        List<@Nullable Object> named = array();
        for (int i = 0; i < holdouts.size(); i++) {
            named.add(named(holdouts.get(i), prefix + i, "h" + prefix + i));
        }
        return named;
    }

    private static Arbitrary<List<Map<String, @Nullable Object>>> holdouts() {
        Arbitrary<List<String>> scopes =
                Arbitraries.of("30", "31", "32", "500", "501", "510").list().ofMaxSize(3);
        return Combinators.combine(
                        Rules.rules(),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 10000),
                        scopes)
                .as((rule, excludes, traffic, scope) -> {
                    Map<String, @Nullable Object> holdout = Case.object(Json.copy(rule));
                    holdout.put("excludeTargetedDeliveries", excludes);
                    holdout.put("includedRules", scope);
                    holdout.put("trafficAllocation", array(object("entityId", "0", "endOfRange", traffic)));
                    return holdout;
                })
                .list()
                .ofMaxSize(2);
    }

    private static Arbitrary<Map<String, @Nullable Object>> datafiles() {
        return Combinators.combine(
                        Rules.rules().list().ofMinSize(1).ofMaxSize(5),
                        groups(),
                        Rules.rules().list().ofMaxSize(4).list().ofMinSize(1).ofMaxSize(3),
                        flags().list().ofMinSize(3).ofMaxSize(6),
                        audiences(),
                        Arbitraries.of(true, false))
                .as(Cases::datafile);
    }

    /** A group before its experiments have names. */
    private record Group(String policy, List<Integer> ends, List<Map<String, @Nullable Object>> experiments) {}

    /** A flag before its references are resolved. */
    private record Flag(List<Integer> experiments, int rollout, List<Map<String, @Nullable Object>> variables) {}

    private static Map<String, @Nullable Object> datafile(
            List<Map<String, @Nullable Object>> experiments,
            List<Group> groups,
            List<List<Map<String, @Nullable Object>>> rollouts,
            List<Flag> flags,
            List<Map<String, @Nullable Object>> audiences,
            boolean sendFlagDecisions) {
        List<String> experimentIds = new ArrayList<>();
        Map<String, @Nullable Object> datafile = object(
                "version", "4",
                "accountId", "AC",
                "projectId", "PJ",
                "revision", "1",
                "anonymizeIP", false,
                "sendFlagDecisions", sendFlagDecisions,
                "attributes", array(),
                "events", array(),
                "experiments",
                        experiments.stream()
                                .map(rule -> experiment(rule, experimentIds))
                                .toList(),
                "groups", array(),
                "rollouts", array(),
                "featureFlags", array(),
                "audiences", audiences.subList(0, audiences.size() / 3),
                "typedAudiences", audiences.subList(audiences.size() / 3, audiences.size()));
        for (int i = 0; i < groups.size(); i++) {
            Json.listAt(datafile, "/groups").add(group("9" + i, groups.get(i), experimentIds));
        }
        for (int r = 0; r < rollouts.size(); r++) {
            List<@Nullable Object> rules = array();
            for (int i = 0; i < rollouts.get(r).size(); i++) {
                rules.add(named(rollouts.get(r).get(i), "5" + r + i, "d" + r + "_" + i));
            }
            Json.listAt(datafile, "/rollouts").add(object("id", "R" + r, "experiments", rules));
        }
        for (int i = 0; i < flags.size(); i++) {
            Json.listAt(datafile, "/featureFlags").add(flag(i, flags.get(i), experimentIds, rollouts.size()));
        }
        return datafile;
    }

    private static Object experiment(Map<String, @Nullable Object> rule, List<String> ids) {
        String id = "3" + ids.size();
        ids.add(id);
        return named(rule, id, "e" + (ids.size() - 1));
    }

    private static Object group(String id, Group group, List<String> experimentIds) {
        List<@Nullable Object> experiments = array();
        List<@Nullable Object> traffic = array();
        for (int i = 0; i < group.experiments().size(); i++) {
            experiments.add(experiment(group.experiments().get(i), experimentIds));
        }
        for (int i = 0; i < group.ends().size(); i++) {
            String target = i < experiments.size()
                    ? String.valueOf(Case.object(experiments.get(i)).get("id"))
                    : "";
            traffic.add(object("entityId", target, "endOfRange", group.ends().get(i)));
        }
        return object("id", id, "policy", group.policy(), "trafficAllocation", traffic, "experiments", experiments);
    }

    /** Gives a rule its id and key, and its variations theirs. */
    private static Object named(Map<String, @Nullable Object> rule, String id, String key) {
        Map<String, @Nullable Object> named = Case.object(Json.copy(rule));
        named.put("id", id);
        named.put("key", key);
        named.put("layerId", "L" + id);
        List<@Nullable Object> variations = Json.listAt(named, "/variations");
        for (int i = 0; i < variations.size(); i++) {
            Map<String, @Nullable Object> variation = Case.object(variations.get(i));
            variation.put("id", id + i);
            variation.put("key", Boolean.TRUE.equals(variation.remove("own")) ? key + "_" + i : VARIATION_KEYS.get(i));
        }
        for (Object range : Json.listAt(named, "/trafficAllocation")) {
            Case.object(range).computeIfPresent("entityId", (field, target) -> target.equals("") ? "" : id + target);
        }
        Json.objectAt(named, "/forcedVariations").replaceAll((user, position) -> keyAt(position, variations));
        return named;
    }

    private static @Nullable Object keyAt(@Nullable Object position, List<@Nullable Object> variations) {
        int index = Integer.parseInt(String.valueOf(position));
        return index < variations.size() ? Case.object(variations.get(index)).get("key") : "nope";
    }

    private static Object flag(int number, Flag flag, List<String> experimentIds, int rollouts) {
        List<String> ids = new ArrayList<>();
        for (int experiment : flag.experiments()) {
            if (!experimentIds.isEmpty()) {
                ids.add(experimentIds.get(experiment % experimentIds.size()));
            }
        }
        int rollout = flag.rollout() % (rollouts + 1);
        String rolloutId = rollout < rollouts ? "R" + rollout : flag.rollout() % 2 == 0 ? "" : "unknown";
        return object(
                "id",
                "20" + number,
                "key",
                "f" + number,
                "experimentIds",
                ids,
                "rolloutId",
                rolloutId,
                "variables",
                flag.variables());
    }

    private static Arbitrary<List<Group>> groups() {
        return Combinators.combine(
                        Arbitraries.of("random", "random", "overlapping"),
                        Rules.traffic(),
                        Rules.rules().list().ofMaxSize(3))
                .as(Group::new)
                .list()
                .ofMaxSize(1);
    }

    private static Arbitrary<Flag> flags() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7).list().ofMaxSize(3),
                        Arbitraries.integers().between(0, 11),
                        Variables.declarations())
                .as(Flag::new);
    }

    private static Arbitrary<List<Map<String, @Nullable Object>>> audiences() {
        return Conditions.audienceTrees()
                .list()
                .ofMinSize(3)
                .ofMaxSize(AUDIENCES.size())
                .map(trees -> IntStream.range(0, trees.size())
                        .mapToObj(i -> object(
                                "id",
                                AUDIENCES.get(i),
                                "name",
                                "audience " + i,
                                "conditions",
                                i < trees.size() / 3 ? Json.text(trees.get(i)) : trees.get(i)))
                        .toList());
    }
}
