package dev.optireactor.core.json;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A copy, as a plain JSON value, of something that a program handed over. Nothing that happens to the original later
 * shows in it, and writing it runs no code of the program.
 * <p>
 * Null and numbers that are not finite, also as doubles, are left out of maps, and are null in lists, whose other
 * elements keep their places. Collections and arrays become lists. Other objects become their {@code toString()}.
 *
 * @param value the plain JSON value
 * @param maxBytes no less than its JSON text has bytes in UTF-8
 */
public record PlainValue(@Nullable Object value, int maxBytes) {

    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_DOUBLE = 25;

    /**
     * Copies a value.
     *
     * @param original anything, also maps and collections of anything
     * @param limit the largest {@link #maxBytes()} that is copied
     * @return the copy
     * @throws UnwritableValueException if the value is larger, nested deeper than {@value JsonText#MAX_DEPTH} levels
     *     (as one that contains itself), or throws when it is read
     */
    public static PlainValue copyOf(@Nullable Object original, int limit) throws UnwritableValueException {
        Copier copier = new Copier(limit);
        try {
            Object copy = copier.copy(original, 0);
            return new PlainValue(copy, copier.bytes);
        } catch (RuntimeException | StackOverflowError thrownByOriginal) {
            throw new UnwritableValueException(thrownByOriginal);
        }
    }

    /** Counts while it copies, so that an endless value ends. */
    private static final class Copier {

        private final int limit;
        private int bytes;

        Copier(int limit) {
            this.limit = limit;
        }

        @Nullable
        Object copy(@Nullable Object original, int depth) throws UnwritableValueException {
            if (depth > JsonText.MAX_DEPTH) {
                throw new UnwritableValueException("nested deeper than " + JsonText.MAX_DEPTH + " levels");
            }
            if (original == null) {
                return nothing();
            }
            if (original instanceof String text) {
                return text(text);
            }
            if (original instanceof Boolean flag) {
                count("false".length());
                return flag;
            }
            if (original instanceof Number number) {
                return number(number);
            }
            if (original instanceof Map<?, ?> map) {
                return map(map, depth);
            }
            if (original instanceof Collection<?> elements) {
                return list(elements, depth);
            }
            if (original.getClass().isArray()) {
                return array(original, depth);
            }
            String text = original.toString();
            return text == null ? nothing() : text(text);
        }

        private @Nullable Object nothing() throws UnwritableValueException {
            count("null".length());
            return null;
        }

        private String text(String text) throws UnwritableValueException {
            count(JsonText.maxBytes(text));
            return text;
        }

        private @Nullable Number number(Number number) throws UnwritableValueException {
            if (number instanceof Integer
                    || number instanceof Long
                    || number instanceof Short
                    || number instanceof Byte) {
                count(LONGEST_LONG);
                return number;
            }
            if (number instanceof AtomicInteger || number instanceof AtomicLong || number instanceof LongAdder) {
                count(LONGEST_LONG);
                return number.longValue();
            }
            double rounded = number.doubleValue();
            if (!Double.isFinite(rounded)) {
                nothing();
                return null;
            }
            if (number instanceof BigInteger integer) {
                count(digits(integer));
                return integer;
            }
            if (number instanceof BigDecimal decimal) {
                count(digits(decimal.unscaledValue()) + LONGEST_LONG);
                return decimal;
            }
            count(LONGEST_DOUBLE);
            return number instanceof Float ? number : rounded;
        }

        /** A bit more than it has, found without writing them. */
        private static int digits(BigInteger integer) {
            return integer.bitLength() / 3 + 2;
        }

        private Map<String, Object> map(Map<?, ?> map, int depth) throws UnwritableValueException {
            count(2);
            Map<String, Object> members = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object name = entry.getKey();
                Object member = name == null ? null : copy(entry.getValue(), depth + 1);
                if (name != null && member != null) {
                    members.put(text(name.toString()), member);
                    count(2);
                }
            }
            return Collections.unmodifiableMap(members);
        }

        private List<@Nullable Object> list(Collection<?> collection, int depth) throws UnwritableValueException {
            count(2);
            List<@Nullable Object> elements = new ArrayList<>();
            for (Object element : collection) {
                elements.add(copy(element, depth + 1));
                count(1);
            }
            return Collections.unmodifiableList(elements);
        }

        private List<@Nullable Object> array(Object array, int depth) throws UnwritableValueException {
            count(2);
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(array); i++) {
                elements.add(copy(Array.get(array, i), depth + 1));
                count(1);
            }
            return Collections.unmodifiableList(elements);
        }

        private void count(int more) throws UnwritableValueException {
            if (more > limit - bytes) {
                throw new UnwritableValueException("larger than " + limit + " bytes");
            }
            bytes += more;
        }
    }
}
