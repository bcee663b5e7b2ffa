package dev.optireactor.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The expectations are what Python's {@code json.dumps(…, sort_keys=True)} and {@code hashlib.md5} gave. */
class AttributeHashTest {

    @Test
    void equalsThatOfThePythonSdk() {
        Map<String, @Nullable Object> mixed = new LinkedHashMap<>();
        mixed.put("g", 10.0);
        mixed.put("f", 1e21);
        mixed.put("e", "é\"");
        mixed.put("d", 1.5);
        mixed.put("c", null);
        mixed.put("b", true);
        Map<String, @Nullable Object> withNull = new LinkedHashMap<>();
        withNull.put("at1", "US");
        withNull.put("at2", null);

        assertThat(AttributeHash.of(Map.of())).isEqualTo("99914b932bd37a50b983c5e7c90ae93b");
        assertThat(AttributeHash.of(withNull)).isEqualTo("3dc3e9f6ff97722becaff06699f587d1");
        assertThat(AttributeHash.of(Map.of("attr_1_id", "US", "7723280021", 30)))
                .isEqualTo("6ba22f4df286b92601c0a44798886a51");
        assertThat(AttributeHash.of(mixed)).isEqualTo("29136078658da89cefc6ed89d79be1f1");
    }

    @Test
    void tellsTypesApart() {
        assertThat(List.of(
                        AttributeHash.of(Map.of("a", 1)),
                        AttributeHash.of(Map.of("a", 1.0)),
                        AttributeHash.of(Map.of("a", "1")),
                        AttributeHash.of(Map.of("a", true)),
                        AttributeHash.of(Map.of()),
                        AttributeHash.of(Collections.singletonMap("a", null))))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsNumbersThatAreNotFiniteApartThoughTheyAreNotSent() {
        assertThat(List.of(
                        AttributeHash.of(Map.of("a", Double.NaN)),
                        AttributeHash.of(Map.of("a", Double.POSITIVE_INFINITY)),
                        AttributeHash.of(Map.of("a", Float.NEGATIVE_INFINITY)),
                        AttributeHash.of(Map.of())))
                .doesNotHaveDuplicates();
        assertThat(AttributeHash.of(Map.of("a", Float.NaN))).isEqualTo(AttributeHash.of(Map.of("a", Double.NaN)));
    }

    @Test
    void leavesOutWhatCannotBeRead() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        };

        assertThat(AttributeHash.of(Map.of("a", broken))).isEqualTo(AttributeHash.of(Map.of()));
    }

    @ParameterizedTest
    @MethodSource
    void writesTextsAsPythonDoes(String text, String expected) {
        assertThat(PythonJson.write(text)).isEqualTo(expected);
    }

    static List<Arguments> writesTextsAsPythonDoes() {
        return List.of(
                Arguments.of("", "\"\""),
                Arguments.of("a/b ~%", "\"a/b ~%\""),
                Arguments.of("\"\\", "\"\\\"\\\\\""),
                Arguments.of("\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""),
                Arguments.of("\u0000\u001f\u007f", "\"\\u0000\\u001f\\u007f\""),
                Arguments.of("é日", "\"\\u00e9\\u65e5\""),
                Arguments.of("🎉", "\"\\ud83c\\udf89\""),
                Arguments.of("\ud83c", "\"\\ud83c\""));
    }

    @Test
    void sortsNamesByCodePointAndNestedOnesToo() {
        Map<String, Object> names =
                Map.of("\uff5e", 1, "🎉", 2, "b", Map.of("z", 1, "y", List.of(1, 2)), "a", 3, "", 4);

        assertThat(PythonJson.write(names))
                .isEqualTo(
                        "{\"\": 4, \"a\": 3, \"b\": {\"y\": [1, 2], \"z\": 1}, \"\\uff5e\": 1, \"\\ud83c\\udf89\": 2}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "10.0, 10.0",
        "1.5, 1.5",
        "-1.5, -1.5",
        "0.1, 0.1",
        "100.0, 100.0",
        "123456789.0, 123456789.0",
        "1e15, 1000000000000000.0",
        "9007199254740992.0, 9007199254740992.0",
        "1e16, 1e+16",
        "1.25e16, 1.25e+16",
        "1e21, 1e+21",
        "1e22, 1e+22",
        "1e23, 1e+23",
        "2e23, 2e+23",
        "-1e300, -1e+300",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.0001, 0.0001",
        "0.001, 0.001",
        "0.00001, 1e-05",
        "0.000012, 1.2e-05",
        "1e-9, 1e-09",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "2.0E-3, 0.002",
        "0.30000000000000004, 0.30000000000000004",
        "4.9e-324, 5e-324",
        "5.0e-323, 5e-323",
        "0x1p956, 6.090821257125e+287",
        "0x1p-77, 6.617444900424222e-24"
    })
    void writesDoublesAsPythonDoes(double number, String expected) {
        assertThat(PythonNumber.text(number)).isEqualTo(expected);
    }

    @Test
    void writesIntegersAsPythonDoes() {
        assertThat(PythonNumber.text(5)).isEqualTo("5");
        assertThat(PythonNumber.text((byte) -5)).isEqualTo("-5");
        assertThat(PythonNumber.text(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(PythonNumber.text(BigInteger.TEN.pow(21))).isEqualTo("1000000000000000000000");
        assertThat(PythonNumber.text(0.1f)).isEqualTo("0.1");
    }
}
