package dev.optireactor.core.scenario;

import static dev.optireactor.core.decision.DecisionSemantics.JULY_2026;
import static dev.optireactor.core.decision.DecisionSemantics.NOVEMBER_2026;
import static dev.optireactor.core.decision.DecisionSemantics.SEPTEMBER_2026;
import static dev.optireactor.core.decision.OptimizelyDecideOption.DISABLE_DECISION_EVENT;
import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.project.DecisionSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** What the generations of the semantics have in common, and what sets them apart, on generated scenarios. */
class SemanticsLevelsTest {

    private static final Pattern HIT = Pattern.compile("User \\(.*\\) is in variation \\(.*\\) of holdout \\(.*\\)\\.");
    private static final Pattern LOCAL_HIT = Pattern.compile(".* local holdout '.*' for (?:\\w+) rule '(.*)'\\.");

    @Property
    void withoutLocalHoldoutsSeptemberAndNovemberAreAlike(@ForAll("scenarios") Scenario any) {
        Scenario scenario = any.withHoldouts(
                any.holdouts().stream().filter(Entity::isGlobal).toList());
        assertThat(outcome(scenario, NOVEMBER_2026)).isEqualTo(outcome(scenario, SEPTEMBER_2026));
    }

    @Property
    void withoutExcludedDeliveriesJulyAndSeptemberAreAlike(@ForAll("scenarios") Scenario any) {
        Scenario scenario = any.withHoldouts(any.holdouts().stream()
                .filter(holdout -> !(holdout.isGlobal() && holdout.has("etd")))
                .toList());
        assertThat(outcome(scenario, SEPTEMBER_2026)).isEqualTo(outcome(scenario, JULY_2026));
    }

    @Property
    void inNovemberNoLocalHoldoutDecides(@ForAll("scenarios") Scenario scenario) {
        String ruleKey = Run.of(scenario, NOVEMBER_2026).flag().decision().ruleKey();
        assertThat(ruleKey == null
                        || !scenario.entity(ruleKey).isHoldout()
                        || scenario.entity(ruleKey).isGlobal())
                .isTrue();
    }

    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void inNovemberALocalHitIsLikeAnUnmetAudience(@ForAll("scenarios") Scenario scenario) {
        FlagDecision decided = Run.of(scenario, NOVEMBER_2026).flag();
        Set<String> hitRules = hitRules(decided);
        Statistics.collect(hitRules.isEmpty() ? "no rule hit" : "rules hit");
        Statistics.coverage(coverage -> coverage.check("rules hit").count(count -> count > 10));

        FlagDecision withoutLocals =
                Run.of(withUnmetAudiences(scenario, hitRules), NOVEMBER_2026).flag();

        assertThat(served(withoutLocals)).isEqualTo(served(decided));
    }

    private static Scenario withUnmetAudiences(Scenario scenario, Set<String> rules) {
        List<FlagRules> flags = scenario.flags().stream()
                .map(flag -> new FlagRules(
                        flag.key(),
                        unmet(flag.experiments(), rules),
                        flag.deliveries() == null ? null : unmet(flag.deliveries(), rules)))
                .toList();
        Map<String, String> whitelist = new HashMap<>(scenario.call().whitelist());
        whitelist.keySet().removeAll(rules);
        Map<String, String> profile = scenario.call().profile();
        if (profile != null) {
            profile = new HashMap<>(profile);
            for (String rule : rules) {
                profile.remove(scenario.entity(rule).id());
            }
        }
        return new Scenario(
                flags,
                scenario.holdouts().stream().filter(Entity::isGlobal).toList(),
                scenario.call().withKnown(whitelist, profile));
    }

    private static List<Entity> unmet(List<Entity> rules, Set<String> hit) {
        return rules.stream()
                .map(rule -> hit.contains(rule.name()) ? rule.with("noaud") : rule)
                .toList();
    }

    @Property
    void inNovemberEveryHitIsReportedOnce(@ForAll("scenarios") Scenario scenario) {
        FlagDecision decided = Run.of(scenario, NOVEMBER_2026).flag();
        boolean silent = decided.isError() || scenario.call().options().contains(DISABLE_DECISION_EVENT);
        long hits = decided.decision().reasons().stream()
                .filter(HIT.asMatchPredicate())
                .count();
        assertThat(holdoutImpressions(decided)).hasSize(silent ? 0 : (int) hits);
    }

    @Property
    void disablingEventsChangesNoDecision(@ForAll("scenarios") Scenario scenario, @ForAll DecisionSemantics semantics) {
        Scenario silent = scenario.with(scenario.call().with(DISABLE_DECISION_EVENT));
        Scenario loud = scenario.with(scenario.call().without(DISABLE_DECISION_EVENT));
        FlagDecision silently = Run.of(silent, semantics).flag();
        assertThat(silently.hasImpressions()).isFalse();
        assertThat(silently.decision()).isEqualTo(Run.of(loud, semantics).flag().decision());
    }

    @Property
    void sendFlagDecisionsChangesNoHoldoutImpression(
            @ForAll("scenarios") Scenario scenario, @ForAll DecisionSemantics semantics) {
        FlagDecision sent = Run.of(scenario.with(scenario.call().withSendFlagDecisions(true)), semantics)
                .flag();
        FlagDecision unsent = Run.of(scenario.with(scenario.call().withSendFlagDecisions(false)), semantics)
                .flag();
        assertThat(holdoutImpressions(sent)).isEqualTo(holdoutImpressions(unsent));
        assertThat(sent.decision()).isEqualTo(unsent.decision());
    }

    /** Everything that can be seen of a run: decision, impressions, requests, look-ups, saves, reasons. */
    private static String outcome(Scenario scenario, DecisionSemantics semantics) {
        Run run = Run.of(scenario, semantics);
        return run.notation() + run.flag().decision().reasons();
    }

    private static List<@Nullable Object> served(FlagDecision flag) {
        OptimizelyDecision decision = flag.decision();
        List<@Nullable Object> served = new ArrayList<>();
        served.add(flag.isError());
        served.add(decision.ruleKey());
        served.add(decision.variationKey());
        served.add(decision.enabled());
        return served;
    }

    private static Set<String> hitRules(FlagDecision flag) {
        Set<String> rules = new HashSet<>();
        for (String reason : flag.decision().reasons()) {
            Matcher matcher = LOCAL_HIT.matcher(reason);
            if (matcher.matches()) {
                rules.add(matcher.group(1));
            }
        }
        return rules;
    }

    private static List<@Nullable String> holdoutImpressions(FlagDecision flag) {
        List<@Nullable String> keys = new ArrayList<>();
        flag.impressions().stream()
                .filter(impression -> impression.outcome().source() == DecisionSource.HOLDOUT)
                .forEach(impression -> keys.add(impression.outcome().ruleKey()));
        return keys;
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Combinators.combine(rules(), holdouts(), calls())
                .as((rules, holdouts, call) -> Scenario.parse(rules, holdouts, call + " " + INCLUDE_REASONS));
    }

    private static Arbitrary<String> rules() {
        Arbitrary<String> experiments =
                entities(Stream.of("e1", "e2", "e3"), "out", "half", "noaud", "paused", "cmab", "fr");
        Arbitrary<String> deliveries = Combinators.combine(
                        entities(Stream.of("d1", "d2"), "out", "half", "noaud"),
                        entity("ee", "out", "half", "noaud"),
                        Arbitraries.integers().between(0, 9))
                .as((targeted, everyoneElse, dice) -> dice == 0 ? "-" : targeted + " " + everyoneElse);
        return Combinators.combine(experiments, deliveries).as((left, right) -> left + " / " + right);
    }

    private static Arbitrary<String> holdouts() {
        Arbitrary<String> scope = Arbitraries.of("1001", "1002", "1003", "2001", "2002", "2009")
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(ids -> String.join(",", ids));
        String[] traits = {"out", "half", "noaud", "draft", "on", "etd"};
        Arbitrary<String> locals = Combinators.combine(
                        entity("l1", traits), scope, entity("l2", traits), scope, Arbitraries.of(0, 1, 2))
                .as((first, rules1, second, rules2, count) ->
                        (count > 0 ? scoped(first, rules1) : "") + (count > 1 ? " " + scoped(second, rules2) : ""));
        return Combinators.combine(entities(Stream.of("g1", "g2"), traits), locals)
                .as((globals, local) -> globals + " " + local);
    }

    private static String scoped(String holdout, String scope) {
        return holdout.substring(0, 2) + ":" + scope + holdout.substring(2);
    }

    private static Arbitrary<String> calls() {
        Arbitrary<String> rare = Arbitraries.of(
                        "SFD",
                        "DISABLE_DECISION_EVENT",
                        "forced:f=v_d1",
                        "forced:f/e1=v_e2",
                        "forced:f/e2=unknown",
                        "forced:f/d1=v_ee",
                        "whitelist:e1=v_e1",
                        "whitelist:e2=v_e2",
                        "profile:1001=10011",
                        "profile:1003=10031",
                        "profile:1002=unknown",
                        "predicts:10011",
                        "predicts:10021",
                        "predicts:unknown")
                .set()
                .ofMaxSize(4)
                .map(words -> String.join(" ", words));
        return Combinators.combine(Arbitraries.integers().between(0, 99), rare)
                .as((user, words) -> "user=u" + user + " " + words);
    }

    /** Some of these in any order, each with a few traits. */
    private static Arbitrary<String> entities(Stream<String> names, String... traits) {
        List<Arbitrary<String>> each = names.map(name -> entity(name, traits)).toList();
        return Combinators.combine(each)
                .as(all -> all)
                .flatMap(all -> Combinators.combine(
                                Arbitraries.shuffle(all), Arbitraries.integers().between(0, all.size()))
                        .as((shuffled, count) -> String.join(" ", shuffled.subList(0, count))));
    }

    private static Arbitrary<String> entity(String name, String... traits) {
        Arbitrary<String> none = Arbitraries.just("");
        Arbitrary<String> some = Arbitraries.of(traits)
                .set()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(chosen -> "(" + String.join(",", chosen) + ")");
        return Arbitraries.frequencyOf(Tuple.of(2, none), Tuple.of(3, some)).map(chosen -> name + chosen);
    }
}
