package dev.optireactor.core.conformance;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with what is expected, as plain JSON values: numbers by value, maps without order, lists in order,
 * {@code {"$oneOf": [...]}} as any of its values, of which null also stands for an absent one.
 */
final class Comparison {

    private static final String ONE_OF = "$oneOf";

    private Comparison() {}

    /** {@return the first difference, or null if there is none} */
    static @Nullable Difference between(@Nullable Object expected, @Nullable Object actual) {
        return compare("", expected, actual);
    }

    private static @Nullable Difference compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> map) {
            return map.containsKey(ONE_OF) ? oneOf(path, map, actual) : map(path, map, actual);
        }
        if (expected instanceof List<?> list) {
            return list(path, list, actual);
        }
        return equal(expected, actual) ? null : new Difference(path, expected, actual);
    }

    private static @Nullable Difference oneOf(String path, Map<?, ?> choice, @Nullable Object actual) {
        if (!(choice.get(ONE_OF) instanceof List<?> values) || choice.size() != 1) {
            throw new UnreadableVectorException(ONE_OF + " at " + path + " is no list of values");
        }
        for (Object value : values) {
            if (compare(path, value, actual) == null || (value == null && actual == Difference.ABSENT)) {
                return null;
            }
        }
        return new Difference(path, choice, actual);
    }

    private static @Nullable Difference map(String path, Map<?, ?> expected, @Nullable Object actual) {
        if (!(actual instanceof Map<?, ?> map)) {
            return new Difference(path, expected, actual);
        }
        Set<Object> keys = new LinkedHashSet<>(expected.keySet());
        keys.addAll(map.keySet());
        for (Object key : keys) {
            Difference difference = compare(path + '/' + key, member(expected, key), member(map, key));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable Object member(Map<?, ?> map, Object key) {
        return map.containsKey(key) ? map.get(key) : Difference.ABSENT;
    }

    private static @Nullable Difference list(String path, List<?> expected, @Nullable Object actual) {
        if (!(actual instanceof List<?> list)) {
            return new Difference(path, expected, actual);
        }
        for (int i = 0; i < Math.max(expected.size(), list.size()); i++) {
            Difference difference = compare(path + '/' + i, element(expected, i), element(list, i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable Object element(List<?> list, int position) {
        return position < list.size() ? list.get(position) : Difference.ABSENT;
    }

    private static boolean equal(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Rule rule) {
            return rule.accepts().test(actual);
        }
        if (expected instanceof Number left && actual instanceof Number right) {
            return sameNumber(left, right);
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static boolean sameNumber(Number left, Number right) {
        if (isFinite(left) && isFinite(right)) {
            return exact(left).compareTo(exact(right)) == 0;
        }
        return Double.compare(left.doubleValue(), right.doubleValue()) == 0;
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    /** Every finite double has an exact decimal form, so that nothing is rounded here. */
    private static BigDecimal exact(Number number) {
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.doubleValue())
                : new BigDecimal(number.toString());
    }
}
