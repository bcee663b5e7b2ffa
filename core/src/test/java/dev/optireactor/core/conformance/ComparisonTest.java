package dev.optireactor.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @ParameterizedTest(name = "{0} is answered by {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    12                              | 12.0
                    -0.0                            | 0
                    1e3                             | 1000
                    {"$special": "NaN"}             | {"$special": "NaN"}
                    {"a": 1, "b": 2}                | {"b": 2, "a": 1}
                    {"$oneOf": ["x", null]}         | null
                    {"$oneOf": [{"a": 1}, [2]]}     | [2.0]
                    {"a": {"$oneOf": ["x", null]}}  | {}
                    """)
    void equalAnswers(String expected, String actual) {
        assertThat(Comparison.between(Json.read(expected), Json.read(actual))).isNull();
    }

    @ParameterizedTest(name = "{0} is not answered by {1}, as seen at {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    true                            | 1                              | /
                    12                              | "12"                           | /
                    9007199254740993                | 9007199254740992.0             | /
                    {"$special": "Infinity"}        | {"$special": "-Infinity"}      | /
                    null                            | false                          | /
                    {"a": {"b": [1, 2]}}            | {"a": {"b": [1, 3]}}           | /a/b/1
                    [1, 2]                          | [2, 1]                         | /0
                    [1]                             | [1, 2]                         | /1
                    [1, 2]                          | [1]                            | /1
                    {"a": null}                     | {}                             | /a
                    {}                              | {"a": null}                    | /a
                    {"a": {"$oneOf": ["x", "y"]}}   | {}                             | /a
                    {"a": {"$oneOf": ["x", "y"]}}   | {"a": null}                    | /a
                    {"a": 1}                        | [1]                            | /
                    [1]                             | {"a": 1}                       | /
                    """)
    void otherAnswers(String expected, String actual, String place) {
        Difference difference = Comparison.between(Json.read(expected), Json.read(actual));

        assertThat(difference).isNotNull();
        assertThat(difference).asString().startsWith("at " + place + ": expected ");
    }

    @Test
    void aDifferenceShowsBothValues() {
        assertThat(Comparison.between(Json.read("{\"a\": \"x\"}"), Json.read("{}")))
                .hasToString("at /a: expected \"x\", actual (absent)");
    }

    @Test
    void aRuleIsAskedForTheValue() {
        Rule even = new Rule("an even number", value -> value instanceof Integer number && number % 2 == 0);

        assertThat(Comparison.between(even, 4)).isNull();
        assertThat(Comparison.between(even, 5)).hasToString("at /: expected an even number, actual 5");
    }

    @Test
    void aMalformedExpectationIsUnreadable() {
        assertThatThrownBy(() -> Comparison.between(Json.read("{\"$oneOf\": 1}"), 1))
                .isInstanceOf(UnreadableVectorException.class);
    }
}
