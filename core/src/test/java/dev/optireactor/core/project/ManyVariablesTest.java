package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Datafiles.range;
import static dev.optireactor.core.fixture.Datafiles.variation;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a flag has few variables or so many that they are looked up in another way, they get the same values. */
class ManyVariablesTest {

    @ParameterizedTest
    @ValueSource(ints = {1, Positions.FEW - 1, Positions.FEW, Positions.FEW + 1, 100})
    void eachVariationGivesItsOwnValuesToTheVariablesThatItNames(int count) {
        Map<String, @Nullable Object> first = variation("1", "first", true);
        Map<String, @Nullable Object> second = variation("2", "second", true);
        first.put("variables", overrides(count, "a"));
        second.put("variables", overrides(count, "b").subList(0, count / 2));

        Optimizely optimizely = compile(declarations(count), first, second);

        assertThat(values(optimizely, "first")).isEqualTo(expected(count, count, "a"));
        assertThat(values(optimizely, "second")).isEqualTo(expected(count, count / 2, "b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, Positions.FEW, Positions.FEW + 1})
    void ofTwoValuesForAVariableTheLastCounts(int count) {
        Map<String, @Nullable Object> only = variation("1", "first", true);
        List<@Nullable Object> overrides = overrides(count, "a");
        overrides.add(object("id", "id0", "value", "again"));
        only.put("variables", overrides);

        Map<String, @Nullable Object> expected = expected(count, count, "a");
        expected.put("v0", "again");
        assertThat(values(compile(declarations(count), only), "first")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, Positions.FEW, Positions.FEW + 1})
    void ofTwoVariablesWithOneIdTheLastIsOverridden(int count) {
        Map<String, @Nullable Object> only = variation("1", "first", true);
        only.put("variables", array(object("id", "id0", "value", "a")));
        List<@Nullable Object> declarations = declarations(count);
        Json.set(declarations, "/" + (count - 1) + "/id", "id0");

        Map<String, @Nullable Object> expected = expected(count, 0, "");
        expected.put("v" + (count - 1), "a");
        assertThat(values(compile(declarations, only), "first")).isEqualTo(expected);
    }

    private static List<@Nullable Object> declarations(int count) {
        List<@Nullable Object> declarations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            declarations.add(object("id", "id" + i, "key", "v" + i, "type", "string", "defaultValue", "default"));
        }
        return declarations;
    }

    private static List<@Nullable Object> overrides(int count, String prefix) {
        List<@Nullable Object> overrides = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            overrides.add(object("id", "id" + i, "value", prefix + i));
        }
        return overrides;
    }

    /** The values of all variables of which the first some are overridden. */
    private static Map<String, @Nullable Object> expected(int count, int overridden, String prefix) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            values.put("v" + i, i < overridden ? prefix + i : "default");
        }
        return values;
    }

    private static Optimizely compile(List<@Nullable Object> declarations, Object... variations) {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", array(variations));
        experiment.put("trafficAllocation", array(range("1", 10_000)));
        Map<String, @Nullable Object> flag = Datafiles.flag("201", "f", List.of("301"), "");
        flag.put("variables", declarations);
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("featureFlags", array(flag));
        return Optimizely.compile(Json.bytes(datafile));
    }

    private static Map<String, @Nullable Object> values(Optimizely optimizely, String variation) {
        UserContext user = UserContext.of("u")
                .withForcedDecision(new OptimizelyDecisionContext("f"), new OptimizelyForcedDecision(variation));
        return optimizely.decide(user, "f").variables().toMap();
    }
}
