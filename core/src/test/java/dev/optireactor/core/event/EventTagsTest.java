package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.USER;
import static dev.optireactor.core.event.EventFixture.done;
import static dev.optireactor.core.event.EventFixture.snapshotEvent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventTagsTest {

    private static final int LIMIT = 7_340_032;
    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);

    @ParameterizedTest
    @MethodSource
    void anIntegerIsRevenue(Object tag, Object expected) {
        assertThat(sent("revenue", tag))
                .containsEntry("revenue", expected)
                .containsEntry("tags", Map.of("revenue", expected));
    }

    static List<Arguments> anIntegerIsRevenue() {
        return List.of(
                Arguments.of((byte) 42, 42),
                Arguments.of((short) 4200, 4200),
                Arguments.of(4200, 4200),
                Arguments.of(0, 0),
                Arguments.of(-5, -5),
                Arguments.of(1L << 53, 1L << 53),
                Arguments.of(Long.MIN_VALUE, Long.MIN_VALUE),
                Arguments.of(BigInteger.valueOf(Long.MAX_VALUE), Long.MAX_VALUE),
                Arguments.of(TWO_TO_63.negate(), Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource
    void anythingElseIsNoRevenueButStaysATag(Object tag, Object expected) {
        assertThat(sent("revenue", tag))
                .doesNotContainKey("revenue")
                .containsEntry("tags", Map.of("revenue", expected));
    }

    static List<Arguments> anythingElseIsNoRevenueButStaysATag() {
        return List.of(
                Arguments.of(12.5, 12.5),
                Arguments.of(12.0, 12.0),
                Arguments.of(12f, 12.0),
                Arguments.of(new BigDecimal("12"), 12),
                Arguments.of("4200", "4200"),
                Arguments.of(true, true),
                Arguments.of(List.of(1), List.of(1)),
                Arguments.of(TWO_TO_63, TWO_TO_63),
                Arguments.of(BigInteger.TEN.pow(30), BigInteger.TEN.pow(30)));
    }

    @ParameterizedTest
    @MethodSource
    void aNumberOrTheTextOfOneIsAValue(Object tag, double expected) {
        assertThat(sent("value", tag)).containsEntry("value", expected).containsKey("tags");
    }

    static List<Arguments> aNumberOrTheTextOfOneIsAValue() {
        return List.of(
                Arguments.of(12, 12.0),
                Arguments.of(0, 0.0),
                Arguments.of(0.0, 0.0),
                Arguments.of(-3L, -3.0),
                Arguments.of((short) 3, 3.0),
                Arguments.of(12.5, 12.5),
                Arguments.of(1e300, 1e300),
                Arguments.of(0.1f, 0.1),
                Arguments.of(new BigDecimal("12.5"), 12.5),
                Arguments.of(BigInteger.TEN, 10.0),
                Arguments.of("12.5", 12.5),
                Arguments.of(" 7 ", 7.0),
                Arguments.of("+1", 1.0),
                Arguments.of("-.5e1", -5.0),
                Arguments.of("1.", 1.0));
    }

    @ParameterizedTest
    @MethodSource
    void anythingElseIsNoValueButStaysATag(Object tag) {
        assertThat(sent("value", tag)).doesNotContainKey("value").containsEntry("tags", Map.of("value", tag));
    }

    static List<Object> anythingElseIsNoValueButStaysATag() {
        return List.of(
                "1,234",
                "abc",
                "",
                " ",
                "1 2",
                "1d",
                "1f",
                "0x1p3",
                "1_000",
                "NaN",
                "Infinity",
                "-inf",
                "1e999",
                "+",
                "٧",
                "--1",
                true,
                false,
                List.of(1),
                Map.of("a", 1));
    }

    @ParameterizedTest
    @MethodSource
    void leavesOutNullsAndNumbersThatAreNotFinite(@Nullable Object value) {
        Map<String, @Nullable Object> tags = new HashMap<>();
        tags.put("revenue", value);
        tags.put("value", value);
        tags.put("other", value);

        assertThat(snapshotEvent(done(PROJECT, USER, tags)))
                .doesNotContainKeys("revenue", "value")
                .containsEntry("tags", Map.of());
    }

    static List<@Nullable Object> leavesOutNullsAndNumbersThatAreNotFinite() {
        return Arrays.asList(
                null,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Float.NaN,
                BigInteger.TEN.pow(400),
                new BigDecimal("1e400"));
    }

    @Test
    void leavesOutTagsIfNoneWereGiven() {
        assertThat(snapshotEvent(done(PROJECT, USER, null))).containsOnlyKeys("entity_id", "key", "uuid", "timestamp");
    }

    @Test
    void sendsEmptyTagsIfTheyWereGiven() {
        assertThat(snapshotEvent(done(PROJECT, USER, Map.of())))
                .containsOnlyKeys("entity_id", "key", "uuid", "timestamp", "tags")
                .containsEntry("tags", Map.of());
    }

    @Test
    void laterChangesOfTheCallersTagsDoNotMatter() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, Object> nested = new HashMap<>(Map.of("n", 1));
        StringBuilder text = new StringBuilder("before");
        int[] array = {1};
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("list", list);
        tags.put("nested", nested);
        tags.put("text", text);
        tags.put("array", array);
        UserEvent event = done(PROJECT, USER, tags);

        list.add("b");
        nested.put("n", 2);
        text.append(" and after");
        array[0] = 2;
        tags.clear();

        assertThat(snapshotEvent(event))
                .containsEntry(
                        "tags",
                        Map.of("list", List.of("a"), "nested", Map.of("n", 1), "text", "before", "array", List.of(1)));
    }

    @Test
    void manySmallNumbersAreNoLargerThanTheyAre() {
        List<Integer> digits = Collections.nCopies(350_000, 7);

        assertThat(sent("digits", digits)).containsEntry("tags", Map.of("digits", digits));
    }

    @ParameterizedTest
    @MethodSource
    void mayHaveAsManyBytesAsTheLimit(String each, int bytesOfEach) {
        int most = (LIMIT - "{'tag':''}".length()) / bytesOfEach;

        assertThat(EventTags.of(Map.of("tag", each.repeat(most))).problem()).isNull();
        assertThat(EventTags.of(Map.of("tag", each.repeat(most + 1))).problem())
                .isEqualTo("the event's tags cannot be sent: larger than 7340032 bytes");
    }

    static List<Arguments> mayHaveAsManyBytesAsTheLimit() {
        return List.of(
                Arguments.of("x", 1),
                Arguments.of("\"", 2),
                Arguments.of("é", 2),
                Arguments.of("日", 3),
                Arguments.of("🎉", 4),
                Arguments.of("\u0001", 6));
    }

    private static Map<String, @Nullable Object> sent(String name, Object tag) {
        return snapshotEvent(done(PROJECT, USER, Map.of(name, tag)));
    }
}
