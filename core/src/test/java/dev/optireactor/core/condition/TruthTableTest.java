package dev.optireactor.core.condition;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.Judgement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three-valued logic, in audiences and in rules over audiences. */
class TruthTableTest {

    private static final Map<String, ?> LEAVES = Map.of(
            "T", condition("exists", "country", null),
            "F", condition("exists", "nothing", null),
            "U", condition("exact", "nothing", "x"));

    private static final UserContext USER = UserContext.of("u", Map.of("country", "US"));

    private static Map<String, @Nullable Object> condition(String match, String name, @Nullable Object value) {
        return object("type", "custom_attribute", "match", match, "name", name, "value", value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ["and", "T", "T"] | TRUE
            ["and", "T", "F"] | FALSE
            ["and", "T", "U"] | UNKNOWN
            ["and", "F", "T"] | FALSE
            ["and", "F", "F"] | FALSE
            ["and", "F", "U"] | FALSE
            ["and", "U", "T"] | UNKNOWN
            ["and", "U", "F"] | FALSE
            ["and", "U", "U"] | UNKNOWN
            ["or", "T", "T"]  | TRUE
            ["or", "T", "F"]  | TRUE
            ["or", "T", "U"]  | TRUE
            ["or", "F", "T"]  | TRUE
            ["or", "F", "F"]  | FALSE
            ["or", "F", "U"]  | UNKNOWN
            ["or", "U", "T"]  | TRUE
            ["or", "U", "F"]  | UNKNOWN
            ["or", "U", "U"]  | UNKNOWN
            ["T", "F"]        | TRUE
            ["F", "U"]        | UNKNOWN
            ["F", "F"]        | FALSE
            ["U"]             | UNKNOWN
            ["T"]             | TRUE
            ["not", "T"]      | FALSE
            ["not", "F"]      | TRUE
            ["not", "U"]      | UNKNOWN
            ["not", "T", "F"] | FALSE
            ["not", "F", "T"] | TRUE
            ["and"]           | TRUE
            ["or"]            | FALSE
            ["not"]           | UNKNOWN
            ["and", []]       | TRUE
            ["not", []]       | FALSE
            ["or", "F", []]   | TRUE
            [["or", "F"], "T"]                         | TRUE
            ["and", ["or", "T", "U"], ["not", "F"]]    | TRUE
            ["or", ["not", "T"], "U"]                  | UNKNOWN
            ["and", "T", ["or", "U", "T"]]             | TRUE
            ["not", ["and", "T", ["or", "F", "U"]]]    | UNKNOWN
            ["not", ["not", ["not", "F"]]]             | TRUE
            """)
    void connectivesFollowTheTables(String tree, Truth expected) {
        Object overIds = Json.parse(tree);
        assertThat(Judgement.ofRule(overIds, LEAVES).of(USER))
                .as("over audience ids")
                .isEqualTo(expected);
        assertThat(Judgement.ofAudience(withLeaves(overIds)).of(USER))
                .as("over conditions")
                .isEqualTo(expected);
    }

    private static @Nullable Object withLeaves(@Nullable Object tree) {
        if (tree instanceof Iterable<?> operands) {
            var list = array();
            operands.forEach(operand -> list.add(withLeaves(operand)));
            return list;
        }
        return LEAVES.containsKey(String.valueOf(tree)) ? LEAVES.get(String.valueOf(tree)) : tree;
    }

    /** The user has a country, US, and no age; 101 asks for the country US, 102 for an age of 18 or more. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ["or", "101", "102"]                   | TRUE
            ["and", "101", "102"]                  | UNKNOWN
            ["not", "102"]                         | UNKNOWN
            ["or", ["not", "101"], "102"]          | UNKNOWN
            ["and", "101", ["or", "999", "101"]]   | TRUE
            ["not", "101", "102"]                  | FALSE
            ["not", "999"]                         | UNKNOWN
            ["AND", "101"]                         | TRUE
            ["AND", "102"]                         | UNKNOWN
            ["And"]                                | UNKNOWN
            "101"                                  | TRUE
            "102"                                  | UNKNOWN
            "999"                                  | UNKNOWN
            []                                     | TRUE
            """)
    void rulesJudgeAudiencesById(String tree, Truth expected) {
        Map<String, ?> audiences =
                Map.of("101", condition("exact", "country", "US"), "102", condition("ge", "age", 18));
        assertThat(Judgement.ofRule(Json.parse(tree), audiences).of(USER)).isEqualTo(expected);
    }

    @Test
    void audienceConditionsComeBeforeAudienceIds() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceIds", array("F"));
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.FALSE);
        experiment.put("audienceConditions", null);
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.FALSE);
        experiment.put("audienceConditions", array("T"));
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.TRUE);
        experiment.put("audienceConditions", array());
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.TRUE);
    }

    @Test
    void audienceIdsAreAnImplicitOr() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceIds", array("F", "T"));
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.TRUE);
        experiment.put("audienceIds", array("F", "U"));
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.UNKNOWN);
        experiment.put("audienceIds", array());
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.TRUE);
    }

    @Test
    void anAudienceThatIsNamedLikeAnOperatorIsStillAnAudience() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceIds", array("not", "T"));
        assertThat(Judgement.ofExperiment(experiment, LEAVES).of(USER)).isEqualTo(Truth.TRUE);
    }

    @Test
    void aListOfIdsIsNotMistakenForTheSameListAsConditions() {
        Map<String, @Nullable Object> byConditions = Datafiles.experiment("302", "other");
        byConditions.put("audienceConditions", array("not", "T"));
        Map<String, @Nullable Object> byIds = Datafiles.experiment("301", "e");
        byIds.put("audienceIds", array("not", "T"));
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("experiments", array(byConditions, byIds));
        datafile.put("featureFlags", array(Datafiles.flag("201", "f", List.of("302", "301"), "")));
        datafile.put("typedAudiences", array(object("id", "T", "name", "n", "conditions", LEAVES.get("T"))));
        assertThat(Judgement.ofDatafile(datafile).of(USER)).isEqualTo(Truth.TRUE);
    }

    @Test
    void conditionsMayBeTextOrStructureInEitherSection() {
        Object structure = condition("exists", "country", null);
        for (String section : new String[] {"audiences", "typedAudiences"}) {
            for (Object conditions : new Object[] {structure, Json.text(structure), array("or", structure)}) {
                Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
                experiment.put("audienceIds", array("1"));
                Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
                datafile.put(section, array(object("id", "1", "name", "n", "conditions", conditions)));
                Judgement judgement = Judgement.ofDatafile(datafile);
                assertThat(judgement.of(USER)).isEqualTo(Truth.TRUE);
                assertThat(judgement.of(UserContext.of("u"))).isEqualTo(Truth.FALSE);
            }
        }
    }

    @Test
    void aTypedAudienceReplacesAClassicOneOfTheSameId() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceIds", array("1"));
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put(
                "typedAudiences",
                array(object("id", "1", "name", "n", "conditions", condition("exists", "country", null))));
        datafile.put(
                "audiences", array(object("id", "1", "name", "n", "conditions", condition("exists", "nothing", null))));
        assertThat(Judgement.ofDatafile(datafile).of(USER)).isEqualTo(Truth.TRUE);
    }
}
