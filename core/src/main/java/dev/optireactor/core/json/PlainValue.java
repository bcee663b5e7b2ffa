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
 */
public record PlainValue(@Nullable Object value) {

    /**
     * Copies a value.
     *
     * @param original anything, also maps and collections of anything
     * @param limit how many characters the JSON may have before any of them is escaped; the nulls that are left out count
     *     as well. In bytes it may then be up to six times as long
     * @return the copy
     * @throws UnwritableValueException if the value is larger, nested deeper than {@value JsonText#MAX_DEPTH} levels
     *     (as one that contains itself), or throws when it is read
     */
    public static PlainValue copyOf(@Nullable Object original, int limit) throws UnwritableValueException {
        Copier copier = new Copier(limit);
        try {
            return new PlainValue(copier.copy(original, 0));
        } catch (RuntimeException | StackOverflowError thrownByOriginal) {
            throw new UnwritableValueException(thrownByOriginal);
        }
    }

    /** Counts while it copies, so that an endless value ends. */
    private static final class Copier {

        private final int limit;
        private int characters;

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
                count(flag.toString().length());
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
            count(2);
            count(text.length());
            return text;
        }

        private @Nullable Object number(Number number) throws UnwritableValueException {
            Number copy = copyOf(number);
            if (copy == null) {
                return nothing();
            }
            count(copy.toString().length());
            return copy;
        }

        private static @Nullable Number copyOf(Number number) {
            if (number instanceof Integer
                    || number instanceof Long
                    || number instanceof Short
                    || number instanceof Byte) {
                return number;
            }
            if (number instanceof AtomicInteger || number instanceof AtomicLong || number instanceof LongAdder) {
                return number.longValue();
            }
            double rounded = number.doubleValue();
            if (!Double.isFinite(rounded)) {
                return null;
            }
            // What extends one of the last two may run any code when it is written.
            Class<?> type = number.getClass();
            return type == Float.class || type == BigInteger.class || type == BigDecimal.class ? number : rounded;
        }

        private Map<String, Object> map(Map<?, ?> map, int depth) throws UnwritableValueException {
            count(1);
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
            count(1);
            List<@Nullable Object> elements = new ArrayList<>();
            for (Object element : collection) {
                elements.add(copy(element, depth + 1));
                count(1);
            }
            return Collections.unmodifiableList(elements);
        }

        private List<@Nullable Object> array(Object array, int depth) throws UnwritableValueException {
            count(1);
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(array); i++) {
                elements.add(copy(Array.get(array, i), depth + 1));
                count(1);
            }
            return Collections.unmodifiableList(elements);
        }

        private void count(int more) throws UnwritableValueException {
            if (more > limit - characters) {
                throw new UnwritableValueException("larger than " + limit + " bytes");
            }
            characters += more;
        }
    }
}
