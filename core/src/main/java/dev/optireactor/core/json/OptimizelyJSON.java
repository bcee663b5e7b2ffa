package dev.optireactor.core.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a decision: an immutable JSON object with typed access.
 * <p>
 * Values are plain JSON values: {@link String}, {@link Boolean}, {@link Integer}, {@link Long}, {@link Double}, nested
 * immutable {@link Map}s and {@link List}s, or {@code null}. Order is that of the datafile.
 */
public final class OptimizelyJSON {

    private static final OptimizelyJSON EMPTY = new OptimizelyJSON(new String[0], new Object[0]);

    private final String[] names;
    private final @Nullable Object[] values;

    private OptimizelyJSON(String[] names, @Nullable Object[] values) {
        this.names = names;
        this.values = values;
    }

    /** {@return the object without members} */
    public static OptimizelyJSON empty() {
        return EMPTY;
    }

    /**
     * Copies a map; what is in it must not be modified afterwards.
     *
     * @param members plain JSON values by name
     * @return the object with these members, in the map's order
     */
    public static OptimizelyJSON of(Map<String, ?> members) {
        return members.isEmpty()
                ? EMPTY
                : new OptimizelyJSON(
                        members.keySet().toArray(new String[0]),
                        members.values().toArray(new Object[0]));
    }

    /**
     * Wraps arrays without copying, so that many objects of one flag share their names.
     *
     * @param names distinct names; never modified afterwards
     * @param values as many plain JSON values; never modified afterwards
     * @return the object with these members
     */
    public static OptimizelyJSON wrap(String[] names, @Nullable Object[] values) {
        return names.length == 0 ? EMPTY : new OptimizelyJSON(names, values);
    }

    /** {@return whether there are no members} */
    public boolean isEmpty() {
        return names.length == 0;
    }

    /** {@return an immutable map of the members} */
    public Map<String, @Nullable Object> toMap() {
        return SmallMap.of(names, values);
    }

    /**
     * Looks up one member by a path of names separated by dots, such as {@code "theme.color"}. Array positions and
     * names that contain dots cannot be reached.
     *
     * @param path the path; {@code null} or {@code ""} means the whole object as a map
     * @param type what the value shall be: {@link String}, {@link Boolean}, {@link Map}, {@link List}, {@link Object},
     *     or {@link Integer}, {@link Long} or {@link Double}, to which a number is converted if it has exactly that value
     * @param <T> the type
     * @return the value, or {@code null} if the path leads nowhere, to JSON null, or to a value of another type
     */
    public <T> @Nullable T getValue(@Nullable String path, Class<T> type) {
        if (path == null || path.isEmpty()) {
            return convert(toMap(), type);
        }
        int dot = path.indexOf('.');
        Object current = member(dot < 0 ? path : path.substring(0, dot));
        while (dot >= 0 && current instanceof Map<?, ?> object) {
            int next = path.indexOf('.', dot + 1);
            current = object.get(next < 0 ? path.substring(dot + 1) : path.substring(dot + 1, next));
            dot = next;
        }
        return dot >= 0 ? null : convert(current, type);
    }

    private @Nullable Object member(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return null;
    }

    private static <T> @Nullable T convert(@Nullable Object value, Class<T> type) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        return value instanceof Number number ? type.cast(exactly(number, type)) : null;
    }

    private static @Nullable Number exactly(Number number, Class<?> type) {
        if (!Double.isFinite(number.doubleValue())) {
            return null;
        }
        Number converted = null;
        if (type == Double.class) {
            converted = number.doubleValue();
        } else if (type == Long.class) {
            converted = number.longValue();
        } else if (type == Integer.class) {
            converted = number.intValue();
        }
        return converted != null && decimal(converted).compareTo(decimal(number)) == 0 ? converted : null;
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return number instanceof Double || number instanceof Float
                ? new BigDecimal(number.doubleValue())
                : BigDecimal.valueOf(number.longValue());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof OptimizelyJSON that && toMap().equals(that.toMap()));
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(toMap());
    }

    /** {@return compact JSON text} */
    @Override
    public String toString() {
        return JsonText.write(toMap());
    }
}
