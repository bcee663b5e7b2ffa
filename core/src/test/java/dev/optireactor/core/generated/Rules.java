package dev.optireactor.core.generated;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Generates rules: experiments and deliveries before they have names. */
final class Rules {

    private Rules() {}

    /** A rule without name; its traffic and its whitelist name variations by position. */
    static Arbitrary<Map<String, @Nullable Object>> rules() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(80, "Running"),
                                Tuple.of(8, "Paused"),
                                Tuple.of(2, "Not started"),
                                Tuple.of(1, "Launched")),
                        variations().list().ofMinSize(1).ofMaxSize(3),
                        traffic(),
                        ruleAudiences(),
                        whitelist(),
                        Arbitraries.frequency(Tuple.of(40, "ab"), Tuple.of(20, "td"), Tuple.of(1, "fr")))
                .as((status, variations, traffic, audiences, whitelist, type) -> {
                    List<@Nullable Object> ranges = array();
                    for (int i = 0; i < traffic.size(); i++) {
                        int target = i % (variations.size() + 1);
                        ranges.add(object(
                                "entityId",
                                target < variations.size() ? String.valueOf(target) : "",
                                "endOfRange",
                                traffic.get(i)));
                    }
                    Map<String, @Nullable Object> rule = object(
                            "status", status,
                            "type", type,
                            "variations", variations,
                            "trafficAllocation", ranges,
                            "forcedVariations", whitelist);
                    rule.putAll(audiences);
                    return rule;
                });
    }

    private static Arbitrary<Map<String, @Nullable Object>> variations() {
        Arbitrary<Map<String, @Nullable Object>> overrides = Arbitraries.of(Variables.IDS)
                .flatMap(id -> Variables.texts(id).map(text -> object("id", id, "value", text)));
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, true, true, true, false),
                        overrides.list().uniqueElements(each -> each.get("id")).ofMaxSize(3))
                .as((enabled, own, values) -> object("featureEnabled", enabled, "own", own, "variables", values));
    }

    static Arbitrary<List<Integer>> traffic() {
        Arbitrary<Integer> ends = Arbitraries.integers().between(0, 10000);
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(List.of(10000), List.of(5000, 10000), List.of(3000, 6000, 10000))),
                Tuple.of(
                        2,
                        ends.list()
                                .ofMaxSize(4)
                                .map(list -> list.stream().sorted().toList())),
                Tuple.of(1, ends.list().ofMaxSize(4)));
    }

    static Arbitrary<Map<String, @Nullable Object>> ruleAudiences() {
        List<String> ids = new ArrayList<>(Cases.AUDIENCES);
        ids.add("unknown");
        Arbitrary<List<String>> some = Arbitraries.of(ids).list().ofMaxSize(3);
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(object("audienceIds", array()))),
                Tuple.of(2, some.map(list -> object("audienceIds", list))),
                Tuple.of(1, Arbitraries.of(ids).map(id -> object("audienceIds", array("1"), "audienceConditions", id))),
                Tuple.of(
                        4,
                        Combinators.combine(some, Conditions.ruleTrees(ids))
                                .as((list, tree) -> object("audienceIds", list, "audienceConditions", tree))));
    }

    private static Arbitrary<Map<String, String>> whitelist() {
        Arbitrary<Map<String, String>> some = Arbitraries.maps(Users.ids(), Arbitraries.of("0", "1", "9"))
                .ofMinSize(1)
                .ofMaxSize(4);
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(Map.of())), Tuple.of(1, some));
    }
}
