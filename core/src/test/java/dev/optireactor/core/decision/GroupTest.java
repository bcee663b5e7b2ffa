package dev.optireactor.core.decision;

import static dev.optireactor.core.fixture.Datafiles.experiment;
import static dev.optireactor.core.fixture.Datafiles.range;
import static dev.optireactor.core.fixture.Datafiles.variation;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments 301 (variation a) and 302 (variation b) share the traffic of group G1, in which u1 has bucket 7186. */
class GroupTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # policy    | traffic            | rule | variation
            random      | 301→5000 302→10000 | e302 | b
            random      | 301→10000          | e301 | a
            random      | 302→10000          | e302 | b
            random      | 301→0              |      |
            random      | _→10000            |      |
            random      | 301→5000           |      |
            random      | 999→10000          |      |
            overlapping | 301→5000 302→10000 | e301 | a
            other       | 302→10000          | e301 | a
            """)
    void aUserIsInOneExperimentOfARandomGroup(
            String policy, String traffic, @Nullable String rule, @Nullable String variation) {
        OptimizelyDecision decision = compile(datafile(policy, traffic)).decide(UserContext.of("u1"), "f");
        assertThat(decision.ruleKey()).isEqualTo(rule);
        assertThat(decision.variationKey()).isEqualTo(variation);
    }

    @Test
    void theBucketingIdDecidesInTheGroupToo() {
        Optimizely optimizely = compile(datafile("random", "301→7187 302→10000"));
        UserContext other = UserContext.of("somebody", Map.of(UserContext.BUCKETING_ID, "u1"));
        assertThat(optimizely.decide(other, "f").ruleKey()).isEqualTo("e301");
        assertThat(compile(datafile("random", "301→7186 302→10000"))
                        .decide(other, "f")
                        .ruleKey())
                .isEqualTo("e302");
    }

    @Test
    void whitelistAndForcedDecisionsAndProfilesDoNotAskTheGroup() {
        Map<String, @Nullable Object> datafile = datafile("random", "302→10000");
        assertThat(compile(datafile).decide(UserContext.of("u1"), "f").ruleKey())
                .isEqualTo("e302");

        UserContext forced = UserContext.of("u1")
                .withForcedDecision(new OptimizelyDecisionContext("f", "e301"), new OptimizelyForcedDecision("a"));
        assertThat(compile(datafile).decide(forced, "f").ruleKey()).isEqualTo("e301");

        DecisionRequest stored = DecisionRequest.decide(UserContext.of("u1"), "f", DecideOptions.none())
                .with(ProfileLookup.found(new UserProfile("u1", Map.of("301", "401"))));
        Evaluation.Decided decided = (Evaluation.Decided) compile(datafile).evaluate(stored);
        assertThat(decided.flags().get(0).decision().ruleKey()).isEqualTo("e301");

        Json.set(datafile, "/groups/0/experiments/0/forcedVariations", object("u1", "a"));
        assertThat(compile(datafile).decide(UserContext.of("u1"), "f").ruleKey())
                .isEqualTo("e301");
    }

    @Test
    void theAudienceIsAskedBeforeTheGroup() {
        Map<String, @Nullable Object> datafile = datafile("random", "302→10000");
        Json.set(datafile, "/groups/0/experiments/0/audienceIds", array("unknown"));
        assertThat(compile(datafile)
                        .decide(UserContext.of("u1"), "f", OptimizelyDecideOption.INCLUDE_REASONS)
                        .reasons())
                .startsWith(
                        "Audiences for experiment \"e301\" collectively evaluated to null.",
                        "User \"u1\" does not meet conditions to be in experiment \"e301\".",
                        "User with bucketingId \"u1\" is in experiment \"e302\" of group G1.");
    }

    private static Optimizely compile(Map<String, @Nullable Object> datafile) {
        return Optimizely.compile(Json.bytes(datafile));
    }

    private static Map<String, @Nullable Object> datafile(String policy, String traffic) {
        Map<String, @Nullable Object> first = experiment("301", "e301");
        first.put("variations", array(variation("401", "a", true)));
        Map<String, @Nullable Object> second = experiment("302", "e302");
        second.put("variations", array(variation("402", "b", true)));
        second.put("trafficAllocation", array(range("402", 10000)));
        List<@Nullable Object> ranges = array();
        for (String range : traffic.split(" ", -1)) {
            String[] parts = range.split("→", -1);
            ranges.add(range(parts[0].equals("_") ? "" : parts[0], Integer.parseInt(parts[1])));
        }
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put(
                "groups",
                array(object(
                        "id",
                        "G1",
                        "policy",
                        policy,
                        "trafficAllocation",
                        ranges,
                        "experiments",
                        array(first, second))));
        datafile.put("featureFlags", array(Datafiles.flag("201", "f", List.of("301", "302"), "")));
        return datafile;
    }
}
