package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of a variable becomes a value of its type; what cannot become null, with a reason. */
class VariableConversionTest {

    private static final String ERROR = "Variable value for key \"v\" is invalid or wrong type.";

    /** Type, text, value. */
    static Stream<Arguments> usable() {
        return Stream.of(
                arguments("boolean", "true", true),
                arguments("boolean", "TRUE", true),
                arguments("boolean", "True", true),
                arguments("boolean", "false", false),
                arguments("boolean", "maybe", false),
                arguments("boolean", "", false),
                arguments("boolean", " true", false),
                arguments("integer", "42", 42),
                arguments("integer", "-42", -42),
                arguments("integer", "+42", 42),
                arguments("integer", "007", 7),
                arguments("integer", "2147483647", 2147483647),
                arguments("integer", "2147483648", 2147483648L),
                arguments("integer", "99999999999", 99999999999L),
                arguments("integer", "-9223372036854775808", Long.MIN_VALUE),
                arguments("double", "1.5", 1.5),
                arguments("double", "1e3", 1000.0),
                arguments("double", "1.", 1.0),
                arguments("double", "-0", -0.0),
                arguments("double", "NaN", Double.NaN),
                arguments("string", "text", "text"),
                arguments("string", "", ""),
                arguments("string", " 1 ", " 1 "),
                arguments("json", "{\"k\":1}", Map.of("k", 1)),
                arguments("json", "{\"k\":{\"l\":[1.5,\"x\"]}}", Map.of("k", Map.of("l", List.of(1.5, "x")))),
                arguments("json", "[1,2]", List.of(1, 2)),
                arguments("json", "1", 1),
                arguments("json", "1.0", 1.0),
                arguments("json", "2147483648", 2147483648L),
                arguments("json", "99999999999999999999", new BigInteger("99999999999999999999")),
                arguments("json", "\"s\"", "s"),
                arguments("json", "true", true),
                arguments("colour", "red", "red"),
                arguments("", "red", "red"));
    }

    @ParameterizedTest
    @MethodSource("usable")
    void aTextBecomesAValueOfItsType(String type, String text, Object value) {
        for (OptimizelyDecision decision : decisions(type, null, text)) {
            assertThat(decision.variables().toMap()).containsExactly(Map.entry("v", value));
            assertThat(decision.reasons()).isEmpty();
        }
    }

    /** Type, text. */
    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments("integer", "4.2"),
                arguments("integer", ""),
                arguments("integer", " 1"),
                arguments("integer", "1_000"),
                arguments("integer", "9223372036854775808"),
                arguments("double", "abc"),
                arguments("double", ""),
                arguments("double", "1,5"),
                arguments("json", "{bad"),
                arguments("json", ""),
                arguments("json", "{} {}"),
                arguments("boolean", null),
                arguments("integer", null),
                arguments("string", null),
                arguments("json", null));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBeConvertedIsNullWithAReason(String type, @Nullable String text) {
        for (OptimizelyDecision decision : decisions(type, null, text)) {
            assertThat(decision.variables().toMap()).hasSize(1).containsEntry("v", null);
            assertThat(decision.reasons()).containsExactly(ERROR).isUnmodifiable();
        }
    }

    @Test
    void theJsonLiteralNullIsAUsableNull() {
        for (OptimizelyDecision decision : decisions("json", null, "null")) {
            assertThat(decision.variables().toMap()).hasSize(1).containsEntry("v", null);
            assertThat(decision.reasons()).isEmpty();
        }
    }

    @Test
    void aStringWithSubTypeJsonIsJson() {
        for (OptimizelyDecision decision : decisions("string", "json", "{\"k\":1}")) {
            assertThat(decision.variables().toMap()).containsExactly(Map.entry("v", Map.of("k", 1)));
        }
        for (OptimizelyDecision decision : decisions("string", "colour", "{\"k\":1}")) {
            assertThat(decision.variables().toMap()).containsExactly(Map.entry("v", "{\"k\":1}"));
        }
    }

    @Test
    void excludedVariablesCauseNoReason() {
        Optimizely optimizely = compile(flagWith("integer", null, "4.2"), true, null);
        OptimizelyDecision decision =
                optimizely.decide(UserContext.of("u"), "f", OptimizelyDecideOption.EXCLUDE_VARIABLES);
        assertThat(decision.variables().isEmpty()).isTrue();
        assertThat(decision.reasons()).isEmpty();
    }

    @Test
    void aVariationThatIsOffHasTheDefaults() {
        Optimizely optimizely = compile(flagWith("integer", null, "1"), false, object("id", "v1", "value", "2"));
        assertThat(optimizely.decide(UserContext.of("u"), "f").variables().toMap())
                .containsExactly(Map.entry("v", 1));
    }

    @Test
    void anOverrideWithoutValueIsUnusable() {
        for (Map<String, @Nullable Object> override : List.of(object("id", "v1", "value", null), object("id", "v1"))) {
            OptimizelyDecision decision =
                    compile(flagWith("integer", null, "1"), true, override).decide(UserContext.of("u"), "f");
            assertThat(decision.variables().toMap()).hasSize(1).containsEntry("v", null);
            assertThat(decision.reasons()).containsExactly(ERROR);
        }
    }

    @Test
    void anOverrideOfAnotherVariableHasNoEffect() {
        Optimizely optimizely = compile(flagWith("integer", null, "1"), true, object("id", "other", "value", "2"));
        assertThat(optimizely.decide(UserContext.of("u"), "f").variables().toMap())
                .containsExactly(Map.entry("v", 1));
    }

    @Test
    void variablesComeInDatafileOrder() {
        Map<String, @Nullable Object> flag = flagWith("string", null, "z");
        for (String key : List.of("z", "a", "m")) {
            Json.listAt(flag, "/variables")
                    .add(object("id", "id" + key, "key", key, "type", "string", "defaultValue", key));
        }
        assertThat(compile(flag, true, null).decide(UserContext.of("u"), "f").variables())
                .hasToString("{\"v\":\"z\",\"z\":\"z\",\"a\":\"a\",\"m\":\"m\"}");
    }

    /** The same text as default and as override. */
    private static List<OptimizelyDecision> decisions(String type, @Nullable String subType, @Nullable String text) {
        List<OptimizelyDecision> decisions = new ArrayList<>();
        decisions.add(compile(flagWith(type, subType, text), true, null).decide(UserContext.of("u"), "f"));
        decisions.add(compile(flagWith(type, subType, "1"), true, object("id", "v1", "value", text))
                .decide(UserContext.of("u"), "f"));
        return decisions;
    }

    private static Map<String, @Nullable Object> flagWith(
            String type, @Nullable String subType, @Nullable String defaultValue) {
        Map<String, @Nullable Object> flag = Datafiles.flag("201", "f", List.of("301"), "");
        Map<String, @Nullable Object> variable =
                object("id", "v1", "key", "v", "type", type, "defaultValue", defaultValue);
        if (subType != null) {
            variable.put("subType", subType);
        }
        flag.put("variables", array(variable));
        return flag;
    }

    private static Optimizely compile(
            Map<String, @Nullable Object> flag, boolean on, @Nullable Map<String, @Nullable Object> override) {
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(Datafiles.experiment("301", "e"));
        datafile.put("featureFlags", array(flag));
        Json.set(datafile, "/experiments/0/variations/0/featureEnabled", on);
        if (override != null) {
            Json.set(datafile, "/experiments/0/variations/0/variables", array(override));
        }
        return Optimizely.compile(Json.bytes(datafile));
    }
}
