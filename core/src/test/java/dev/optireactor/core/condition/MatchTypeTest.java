package dev.optireactor.core.condition;

import static dev.optireactor.core.condition.Truth.FALSE;
import static dev.optireactor.core.condition.Truth.TRUE;
import static dev.optireactor.core.condition.Truth.UNKNOWN;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Judgement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One condition against one attribute: what matches, what does not, and what cannot be judged. */
class MatchTypeTest {

    private static final double LIMIT = 9007199254740992.0;

    private static Map<String, @Nullable Object> condition(@Nullable String match, @Nullable Object value) {
        return object("type", "custom_attribute", "match", match, "name", "a", "value", value);
    }

    private static Truth judge(@Nullable String match, @Nullable Object value, @Nullable Object attribute) {
        return Judgement.ofAudience(condition(match, value)).of("a", attribute);
    }

    /** The condition's value, the user's, and what {@code exact} says. */
    static Stream<Arguments> exact() {
        return Stream.of(
                arguments("x", "x", TRUE),
                arguments("x", "X", FALSE),
                arguments("", "", TRUE),
                arguments("é", "e\u0301", FALSE),
                arguments("10", 10, UNKNOWN),
                arguments(10, "10", UNKNOWN),
                arguments(10, 10.0, TRUE),
                arguments(10.0, 10, TRUE),
                arguments(10, 10L, TRUE),
                arguments(10, 10.0f, TRUE),
                arguments(10, (short) 10, TRUE),
                arguments(10, (byte) 10, TRUE),
                arguments(10, 11, FALSE),
                arguments(0.1, 0.1, TRUE),
                arguments(0.1, 0.1f, FALSE),
                arguments(0, -0.0, TRUE),
                arguments(-0.0, 0, TRUE),
                arguments(true, true, TRUE),
                arguments(true, false, FALSE),
                arguments(true, 1, UNKNOWN),
                arguments(1, true, UNKNOWN),
                arguments(true, "true", UNKNOWN),
                arguments("true", true, UNKNOWN),
                arguments(0, false, UNKNOWN),
                arguments("x", null, UNKNOWN),
                arguments(null, "x", UNKNOWN),
                arguments(List.of("x"), "x", UNKNOWN),
                arguments(Map.of("x", "x"), "x", UNKNOWN),
                arguments("x", 'x', UNKNOWN),
                arguments("x", CharBuffer.wrap("x"), UNKNOWN),
                arguments("TRUE", TRUE, UNKNOWN),
                arguments("x", List.of("x"), UNKNOWN),
                arguments(10, new BigDecimal(10), UNKNOWN),
                arguments(10, BigInteger.TEN, UNKNOWN),
                arguments(10, new AtomicInteger(10), UNKNOWN),
                arguments(10, Double.NaN, UNKNOWN),
                arguments(10, Double.POSITIVE_INFINITY, UNKNOWN),
                arguments(10, Double.NEGATIVE_INFINITY, UNKNOWN),
                arguments(10, LIMIT + 2, UNKNOWN),
                arguments(LIMIT + 2, 10, UNKNOWN),
                arguments(LIMIT, LIMIT, TRUE),
                arguments(LIMIT, 1L << 53, TRUE),
                arguments(1L << 53, LIMIT, TRUE),
                arguments(LIMIT, (1L << 53) + 1, UNKNOWN),
                arguments((1L << 53) + 1, LIMIT, UNKNOWN),
                arguments(-LIMIT, -(1L << 53), TRUE),
                arguments(-LIMIT, -(1L << 53) - 1, UNKNOWN),
                arguments(10, Long.MIN_VALUE, UNKNOWN),
                arguments(10, Long.MAX_VALUE, UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("exact")
    void exactComparesValuesOfOneKind(@Nullable Object value, @Nullable Object attribute, Truth expected) {
        assertThat(judge("exact", value, attribute)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("exact")
    void aMissingMatchIsExact(@Nullable Object value, @Nullable Object attribute, Truth expected) {
        Map<String, @Nullable Object> withoutMatch = condition(null, value);
        withoutMatch.remove("match");
        assertThat(Judgement.ofAudience(withoutMatch).of("a", attribute)).isEqualTo(expected);
        assertThat(judge(null, value, attribute)).isEqualTo(expected);
    }

    @Test
    void aMissingAttributeCannotBeJudgedWithoutMatch() {
        assertThat(Judgement.ofAudience(condition(null, "x")).of(UserContext.of("u")))
                .isEqualTo(UNKNOWN);
    }

    /** gt, ge, lt and le with the condition's value 10. */
    static Stream<Arguments> ordered() {
        return Stream.of(
                arguments(9, FALSE, FALSE, TRUE, TRUE),
                arguments(10, FALSE, TRUE, FALSE, TRUE),
                arguments(10.0, FALSE, TRUE, FALSE, TRUE),
                arguments(11L, TRUE, TRUE, FALSE, FALSE),
                arguments(10.5f, TRUE, TRUE, FALSE, FALSE),
                arguments((short) 9, FALSE, FALSE, TRUE, TRUE),
                arguments((byte) 11, TRUE, TRUE, FALSE, FALSE),
                arguments(-LIMIT, FALSE, FALSE, TRUE, TRUE),
                arguments(LIMIT, TRUE, TRUE, FALSE, FALSE),
                arguments(1L << 53, TRUE, TRUE, FALSE, FALSE),
                arguments((1L << 53) + 1, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(Long.MIN_VALUE, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(LIMIT + 2, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(Double.NaN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(Float.POSITIVE_INFINITY, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments("11", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(true, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(null, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
                arguments(BigInteger.TEN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("ordered")
    void numbersAreOrdered(@Nullable Object attribute, Truth gt, Truth ge, Truth lt, Truth le) {
        assertThat(List.of(
                        judge("gt", 10, attribute),
                        judge("ge", 10, attribute),
                        judge("lt", 10, attribute),
                        judge("le", 10, attribute)))
                .containsExactly(gt, ge, lt, le);
    }

    @Test
    void negativeZeroIsZero() {
        assertThat(judge("ge", 0, -0.0)).isEqualTo(TRUE);
        assertThat(judge("le", -0.0, 0)).isEqualTo(TRUE);
        assertThat(judge("lt", 0, -0.0)).isEqualTo(FALSE);
        assertThat(judge("gt", -0.0, 0)).isEqualTo(FALSE);
    }

    static Stream<@Nullable Object> noNumbers() {
        return Stream.of("10", true, null, List.of(10), Map.of(), LIMIT + 2, (1L << 53) + 1, Long.MIN_VALUE);
    }

    @ParameterizedTest
    @MethodSource("noNumbers")
    void aConditionThatIsNoValidNumberCannotBeCompared(@Nullable Object value) {
        for (String match : List.of("gt", "ge", "lt", "le")) {
            assertThat(judge(match, value, 10)).as(match).isEqualTo(UNKNOWN);
        }
    }

    /** The condition's value, the user's, and what {@code substring} says. */
    static Stream<Arguments> substring() {
        return Stream.of(
                arguments("b", "abc", TRUE),
                arguments("B", "abc", FALSE),
                arguments("", "abc", TRUE),
                arguments("", "", TRUE),
                arguments("abc", "b", FALSE),
                arguments("1", 10, UNKNOWN),
                arguments(1, "10", UNKNOWN),
                arguments(null, "abc", UNKNOWN),
                arguments("b", null, UNKNOWN),
                arguments("t", true, UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("substring")
    void substringLooksIntoTexts(@Nullable Object value, @Nullable Object attribute, Truth expected) {
        assertThat(judge("substring", value, attribute)).isEqualTo(expected);
    }

    static Stream<Object> present() {
        return Stream.of("", "x", 0, false, Double.NaN, List.of(), new Object());
    }

    @ParameterizedTest
    @MethodSource("present")
    void existsIsTrueForAnyValue(Object attribute) {
        assertThat(judge("exists", null, attribute)).isEqualTo(TRUE);
        assertThat(judge("exists", "ignored", attribute)).isEqualTo(TRUE);
    }

    @Test
    void existsIsNeverUnknown() {
        assertThat(judge("exists", null, null)).isEqualTo(FALSE);
        assertThat(Judgement.ofAudience(condition("exists", null)).of(UserContext.of("u")))
                .isEqualTo(FALSE);
    }

    @Test
    void qualifiedAsksTheSegmentsOnly() {
        for (String type : List.of("third_party_dimension", "custom_attribute")) {
            Judgement judgement = Judgement.ofAudience(
                    object("type", type, "match", "qualified", "name", "odp.audiences", "value", "s1"));
            UserContext user = UserContext.of("u", Map.of("odp.audiences", "s1"));
            assertThat(judgement.of(user)).isEqualTo(FALSE);
            assertThat(judgement.of(user.withQualifiedSegments(null))).isEqualTo(FALSE);
            assertThat(judgement.of(user.withQualifiedSegments(List.of()))).isEqualTo(FALSE);
            assertThat(judgement.of(user.withQualifiedSegments(List.of("S1", "s2"))))
                    .isEqualTo(FALSE);
            assertThat(judgement.of(user.withQualifiedSegments(List.of("s2", "s1"))))
                    .isEqualTo(TRUE);
        }
    }

    @Test
    void aSegmentThatIsNoTextCannotBeJudged() {
        for (Object value : new @Nullable Object[] {null, 1, true, Map.of()}) {
            Judgement judgement = Judgement.ofAudience(object(
                    "type", "third_party_dimension", "match", "qualified", "name", "odp.audiences", "value", value));
            assertThat(judgement.of(UserContext.of("u").withQualifiedSegments(List.of("1", "true"))))
                    .isEqualTo(UNKNOWN);
        }
    }

    @Test
    void aThirdPartyConditionMayUseAnyMatch() {
        Judgement judgement = Judgement.ofAudience(
                object("type", "third_party_dimension", "match", "exact", "name", "odp.audiences", "value", "x"));
        assertThat(judgement.of("odp.audiences", "x")).isEqualTo(TRUE);
        assertThat(judgement.of("odp.audiences", "y")).isEqualTo(FALSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "EXACT", "legacy", "", "regex", "semver_ne"})
    void anUnknownMatchCannotBeJudged(String match) {
        assertThat(judge(match, "x", "x")).isEqualTo(UNKNOWN);
    }

    @Test
    void aMatchThatIsNoTextCannotBeJudged() {
        Map<String, @Nullable Object> condition = condition("exact", "x");
        condition.put("match", 7);
        assertThat(Judgement.ofAudience(condition).of("a", "x")).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"custom_dimension", "null", "CUSTOM_ATTRIBUTE", "''"})
    void anUnknownTypeCannotBeJudged(@Nullable String type) {
        Map<String, @Nullable Object> condition = condition("exact", "x");
        condition.put("type", type);
        assertThat(Judgement.ofAudience(condition).of("a", "x")).isEqualTo(UNKNOWN);
        condition.remove("type");
        assertThat(Judgement.ofAudience(condition).of("a", "x")).isEqualTo(UNKNOWN);
    }

    @Test
    void attributeNamesAreCaseSensitive() {
        Judgement judgement = Judgement.ofAudience(condition("exact", "x"));
        assertThat(judgement.of("A", "x")).isEqualTo(UNKNOWN);
        assertThat(judgement.of(" a", "x")).isEqualTo(UNKNOWN);
        assertThat(judgement.of("a", "x")).isEqualTo(TRUE);
    }

    @Test
    void whatIsNoConditionCannotBeJudged() {
        for (Object leaf : new @Nullable Object[] {"101", "xor", 7, true, null, object()}) {
            assertThat(Judgement.ofAudience(array("or", leaf)).of("a", "x"))
                    .as(String.valueOf(leaf))
                    .isEqualTo(UNKNOWN);
        }
    }
}
