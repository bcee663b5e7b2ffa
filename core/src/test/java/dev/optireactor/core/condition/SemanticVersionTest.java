package dev.optireactor.core.condition;

import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Judgement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor's ordering of versions, with all five comparisons for each pair. */
class SemanticVersionTest {

    private static final Map<String, IntPredicate> MATCHES = Map.of(
            "semver_eq", order -> order == 0,
            "semver_gt", order -> order > 0,
            "semver_ge", order -> order >= 0,
            "semver_lt", order -> order < 0,
            "semver_le", order -> order <= 0);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # target     | user         | order
            2.0.0        | 2.0.0        | 0
            2.0          | 2.0.1        | 0
            2            | 2.5.7        | 0
            2.0.0        | 2.0          | -1
            2.1          | 2.0.9        | -1
            2.0.9        | 2.1          | 1
            2.1.3        | 2.1.3-beta   | -1
            2.1.3-beta   | 2.1.3        | 1
            2.1.2        | 2.1.3-beta   | 1
            2.1.3        | 2.1.3+build  | 0
            2.01.0       | 2.1.0        | 0
            1.2.3        | 1.2.3-       | -1
            2.1.3-beta   | 2.1.3-beta   | 0
            2.1.3-beta   | 2.1.3-alpha  | -1
            2.1.3-beta+1 | 2.1.3-beta   | -1
            2.1.3-beta   | 2.1.3-beta+1 | 1
            2.1.3-1      | 2.1.3-2      | 1
            2.1.3-10     | 2.1.3-9      | -1
            2.1.3-1      | 2.1.3-beta   | 1
            2.1.3-beta.1 | 2.1.3-beta.10 | 1
            2.1          | 2.1.3-beta   | -1
            2.1.3+b1     | 2.1.3+b2     | 1
            2.1.3+build  | 2.1.3+build  | 0
            1.2.3        | 1.2.3+a-b    | 0
            # digits of any script
            2.1          | ٢.١          | 0
            ٢.١          | 2.0.9        | -1
            ２.9         | 2.10         | 1
            2.1-9        | 2.1-١٠       | 1
            # where the official SDKs disagree
            2.1.3+build  | 2.1.3        | -1
            1.2.3+a-b    | 1.2.3        | -1
            2.1.3-beta   | 2.1.3-1      | -1
            2.1-beta     | 2.1.3        | -1
            1.2.3-       | 1.2.3        | 0
            1.2.3+       | 1.2.3        | 0
            1.2.3+a+b    | 1.2.3+a+b    | 0
            1.2.3+a+b    | 1.2.3+a      | -1
            2147483648   | 2147483648   | 0
            2147483648   | 2147483649   | 1
            99999999999999999999 | 100000000000000000000 | 1
            """)
    void versionsCompareAsTheTableSays(String target, String user, int order) {
        Map<String, Truth> expected = new LinkedHashMap<>();
        Map<String, Truth> actual = new LinkedHashMap<>();
        MATCHES.forEach((match, accepts) -> {
            expected.put(match, Truth.of(accepts.test(order)));
            actual.put(match, judge(match, target, user));
        });
        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 2.0",
                "2.0 ",
                "2. 0",
                "2.0.0.0",
                "2..0",
                "2.",
                ".2",
                ".",
                "a.b",
                "v1.0",
                "2.0\t",
                "-1",
                "+1",
                "-",
                "+",
                "1.-2",
                "1.2.3.4-beta",
                "1.2.a"
            })
    void whatIsNoVersionCannotBeJudged(String invalid) {
        for (String match : MATCHES.keySet()) {
            assertThat(judge(match, invalid, "2.0")).as("target, " + match).isEqualTo(Truth.UNKNOWN);
            assertThat(judge(match, "2.0", invalid)).as("user, " + match).isEqualTo(Truth.UNKNOWN);
        }
    }

    static Stream<@Nullable Object> noTexts() {
        return Stream.of(2, 2.0, true, null);
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void whatIsNoTextIsNoVersion(@Nullable Object value) {
        for (String match : MATCHES.keySet()) {
            assertThat(judge(match, value, "2.0")).as("target, " + match).isEqualTo(Truth.UNKNOWN);
            assertThat(judge(match, "2.0", value)).as("user, " + match).isEqualTo(Truth.UNKNOWN);
        }
    }

    private static Truth judge(String match, @Nullable Object target, @Nullable Object user) {
        return Judgement.ofAudience(object("type", "custom_attribute", "match", match, "name", "v", "value", target))
                .of("v", user);
    }
}
