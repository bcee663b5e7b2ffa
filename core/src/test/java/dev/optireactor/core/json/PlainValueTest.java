package dev.optireactor.core.json;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlainValueTest {

    private static final int LIMIT = 100_000;

    @ParameterizedTest
    @MethodSource
    void becomesThePlainValue(@Nullable Object original, @Nullable Object expected) throws UnwritableValueException {
        assertThat(PlainValue.copyOf(original, LIMIT).value()).isEqualTo(expected);
    }

    static List<Arguments> becomesThePlainValue() {
        return List.of(
                Arguments.of(null, null),
                Arguments.of("text", "text"),
                Arguments.of(true, true),
                Arguments.of((short) 1, (short) 1),
                Arguments.of(1.5f, 1.5f),
                Arguments.of(Double.NaN, null),
                Arguments.of(Float.POSITIVE_INFINITY, null),
                Arguments.of(BigInteger.TEN.pow(400), null),
                Arguments.of(new BigDecimal("1e400"), null),
                Arguments.of(new BigDecimal("12.50"), new BigDecimal("12.50")),
                Arguments.of(BigInteger.TEN.pow(30), BigInteger.TEN.pow(30)),
                Arguments.of(new AtomicLong(5), 5L),
                Arguments.of('c', "c"),
                Arguments.of(CharBuffer.wrap("text"), "text"),
                Arguments.of(TimeUnit.DAYS, "DAYS"),
                Arguments.of(Instant.EPOCH, "1970-01-01T00:00:00Z"),
                Arguments.of(Path.of("a", "b"), Path.of("a", "b").toString()),
                Arguments.of(Set.of(1), List.of(1)),
                Arguments.of(new int[] {1, 2}, List.of(1, 2)),
                Arguments.of(new Object[] {"a", null}, Arrays.asList("a", null)),
                Arguments.of(Arrays.asList(1, null, Double.NaN, 2), Arrays.asList(1, null, null, 2)),
                Arguments.of(Map.of(1, "key"), Map.of("1", "key")),
                Arguments.of(Collections.singletonMap("gone", null), Map.of()),
                Arguments.of(Collections.singletonMap(null, "gone"), Map.of()),
                Arguments.of(Map.of("a", Map.of("gone", Double.NaN, "b", 1)), Map.of("a", Map.of("b", 1))));
    }

    @Test
    void keepsTheOrder() throws UnwritableValueException {
        Map<String, Object> original = new LinkedHashMap<>();
        original.put("b", 1);
        original.put("a", 2);

        assertThat(JsonText.write(PlainValue.copyOf(original, LIMIT).value())).isEqualTo("{\"b\":1,\"a\":2}");
    }

    @Test
    void cannotBeChanged() throws UnwritableValueException {
        List<Object> list = new ArrayList<>(List.of(1));

        Map<?, ?> map = (Map<?, ?>) requireNonNull(
                PlainValue.copyOf(new HashMap<>(Map.of("list", list)), LIMIT).value());

        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(((List<?>) requireNonNull(map.get("list")))::clear)
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @MethodSource
    void isCopiedIfItsTextFits(Object original) throws UnwritableValueException {
        int bytes = JsonText.writeBytes(PlainValue.copyOf(original, LIMIT).value()).length;

        assertThat(PlainValue.copyOf(original, bytes).value()).isEqualTo(original);
    }

    static List<Object> isCopiedIfItsTextFits() {
        return List.of(
                "plain",
                "\"\\\n\u0000",
                "é日🎉\ud800",
                Long.MIN_VALUE,
                -Double.MIN_NORMAL,
                -Float.MIN_NORMAL,
                BigInteger.TEN.pow(300).negate(),
                new BigDecimal("-1.23456789012345678901234567890e-300"),
                new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
                List.of(),
                List.of(1, true, false),
                Map.of("a", List.of(Map.of()), "b", "c"));
    }

    @Test
    void isRefusedWhenTooLarge() throws UnwritableValueException {
        assertThat(PlainValue.copyOf("x".repeat(8), 10).value()).isEqualTo("xxxxxxxx");
        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> PlainValue.copyOf("x".repeat(9), 10))
                .withMessage("larger than 10 bytes");
    }

    @Test
    void numbersCountAsManyDigitsAsTheyHave() throws UnwritableValueException {
        List<Object> numbers = List.of(1, 22L, (short) 3, -4.5, 1e300, BigInteger.TEN);

        assertThat(PlainValue.copyOf(numbers, "[1,22,3,-4.5,1.0E300,10]".length())
                        .value())
                .isEqualTo(numbers);
        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> PlainValue.copyOf(numbers, "[1,22,3,-4.5,1.0E300,10]".length() - 1));
    }

    @Test
    void aNumberWithCodeOfItsOwnBecomesAPlainOne() throws UnwritableValueException {
        BigDecimal own = new BigDecimal("1.5") {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                throw new IllegalStateException("secret");
            }
        };

        assertThat(PlainValue.copyOf(own, LIMIT).value()).isEqualTo(1.5);
    }

    @Test
    void isRefusedWhenEndless() {
        List<Object> endless = new AbstractList<>() {
            @Override
            public @Nullable Object get(int index) {
                return null;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };

        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> PlainValue.copyOf(endless, LIMIT))
                .withMessage("larger than 100000 bytes");
    }

    @Test
    void isRefusedWhenItContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);

        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> PlainValue.copyOf(list, LIMIT))
                .withMessage("nested deeper than 200 levels");
    }

    @Test
    void isRefusedWhenItsTextThrowsAndSaysNothingOfIt() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("secret");
            }
        };
        Object recursive = new Object() {
            @Override
            @SuppressWarnings("InfiniteRecursion")
            public String toString() {
                return toString();
            }
        };

        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> PlainValue.copyOf(List.of(broken), LIMIT))
                .withMessage("its own code threw java.lang.IllegalStateException");
        assertThatExceptionOfType(UnwritableValueException.class)
                .isThrownBy(() -> PlainValue.copyOf(recursive, LIMIT))
                .withMessage("its own code threw java.lang.StackOverflowError");
    }
}
