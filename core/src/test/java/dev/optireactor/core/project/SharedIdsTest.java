package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Datafiles.flag;
import static dev.optireactor.core.fixture.Datafiles.range;
import static dev.optireactor.core.fixture.Datafiles.variation;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ids are unique in real datafiles. Where they are not, each rule still decides by what it says itself. */
class SharedIdsTest {

    private static final UserContext USER = UserContext.of("user", Map.of());

    @Test
    void deliveryRulesOfOneIdInTwoRolloutsKeepTheirOwnVariations() {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("rollouts", array(rollout("R1", rule("one", "a")), rollout("R2", rule("two", "b", "c"))));
        datafile.put("featureFlags", array(flag("1", "first", List.of(), "R1"), flag("2", "second", List.of(), "R2")));

        Optimizely optimizely = Optimizely.compile(Json.bytes(datafile));

        assertDecision(optimizely.decide(USER, "first"), "one", "a");
        assertDecision(optimizely.decide(USER, "second"), "two", "c");
    }

    @Test
    void deliveryRulesOfOneIdInOneRolloutKeepTheirOwnVariations() {
        Map<String, @Nullable Object> nobody = rule("one", "a");
        nobody.put("trafficAllocation", array());
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("rollouts", array(rollout("R1", nobody, rule("two", "b", "c"))));
        datafile.put("featureFlags", array(flag("1", "f", List.of(), "R1")));

        assertDecision(Optimizely.compile(Json.bytes(datafile)).decide(USER, "f"), "two", "c");
    }

    @Test
    void anExperimentThatAGroupListsTwiceTakesPartInIt() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("experiments", array());
        datafile.put(
                "groups",
                array(object(
                        "id",
                        "G",
                        "policy",
                        "random",
                        "trafficAllocation",
                        array(range("301", 10000)),
                        "experiments",
                        array(experiment, experiment))));

        assertDecision(Optimizely.compile(Json.bytes(datafile)).decide(USER, "f"), "e", "on");
    }

    @Test
    void anExperimentThatAFlagListsTwiceIsOneRule() {
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(Datafiles.experiment("301", "e"));
        datafile.put("featureFlags", array(flag("201", "f", List.of("301", "301"), "")));

        Project project = Project.compile(Json.bytes(datafile));

        assertThat(project.flags().get(0).experimentRules()).hasSize(2);
        assertThat(project.flags().get(0).experimentRules().get(0))
                .isSameAs(project.flags().get(0).experimentRules().get(1));
        assertThat(project.optimizelyConfig().featuresMap())
                .hasEntrySatisfying(
                        "f", shown -> assertThat(shown.experimentRules()).hasSize(2));
    }

    @Test
    void aRolloutWithAnEmptyIdIsThatOfNoFlag() {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("rollouts", array(rollout("", rule("one", "a"))));
        datafile.put("featureFlags", array(flag("1", "f", List.of(), "")));

        Optimizely optimizely = Optimizely.compile(Json.bytes(datafile));

        assertThat(optimizely.decide(USER, "f").ruleKey()).isNull();
        assertThat(optimizely.project().flags().get(0).deliveryRules()).isEmpty();
    }

    @Test
    void ofVariationsWithOneIdOnlyTheFirstCanBeForced() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put(
                "variations",
                array(
                        variation("401", "a", true),
                        variation("401", "b", true),
                        variation("402", "b", true),
                        variation("403", "c", true),
                        variation("401", "d", true)));
        Flag flag = Project.compile(Json.bytes(Datafiles.withExperiment(experiment)))
                .flags()
                .get(0);

        assertThat(forcedId(flag, "a")).isEqualTo("401");
        assertThat(forcedId(flag, "b")).isEqualTo("402");
        assertThat(forcedId(flag, "c")).isEqualTo("403");
        assertThat(forcedId(flag, "d")).isNull();
        assertThat(forcedId(flag, "e")).isNull();
    }

    private static @Nullable String forcedId(Flag flag, String variationKey) {
        Outcome outcome = flag.outcomeByVariationKey(variationKey);
        return outcome == null || outcome.variation() == null
                ? null
                : outcome.variation().id();
    }

    private static void assertDecision(OptimizelyDecision decision, String ruleKey, String variationKey) {
        assertThat(decision.ruleKey()).isEqualTo(ruleKey);
        assertThat(decision.variationKey()).isEqualTo(variationKey);
    }

    private static Map<String, @Nullable Object> rollout(String id, Object... rules) {
        return object("id", id, "experiments", array(rules));
    }

    /** A delivery rule with the id 1 for everyone, with the variations 401, 402 and so on; the last gets all traffic. */
    private static Map<String, @Nullable Object> rule(String key, String... variationKeys) {
        List<@Nullable Object> variations = new ArrayList<>();
        for (String variationKey : variationKeys) {
            variations.add(variation(String.valueOf(401 + variations.size()), variationKey, true));
        }
        Map<String, @Nullable Object> rule = Datafiles.experiment("1", key);
        rule.put("variations", variations);
        rule.put("trafficAllocation", array(range(String.valueOf(400 + variations.size()), 10000)));
        return rule;
    }
}
