package dev.optireactor.core.datafile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Values of one kind that a datafile repeats, such as the audiences of rules: equal ones become one object, as a rule. A
 * list that is written like one before is not even read: its bytes are compared. Lives as long as one parse.
 *
 * @param <T> the kind
 */
final class RepeatedValues<T> {

    /** How many bytes a list may take to be looked at. A longer one is seldom repeated. */
    private static final int LONGEST = 128;

    private static final int PLACE_BITS = 9;

    private final byte[] datafile;
    private final JsonParser parser;

    /** One value for each hash: those chosen to collide are not shared, but cost no more than others. */
    private final Map<Integer, T> values = new HashMap<>();

    /** Each list has one place, which it may lose to another. */
    private final @Nullable Written<T>[] lists;

    private record Written<T>(int start, int end, T value) {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no other way to make an array of these.
    RepeatedValues(byte[] datafile, JsonParser parser) {
        this.datafile = datafile;
        this.parser = parser;
        this.lists = new Written[1 << PLACE_BITS];
    }

    /**
     * {@return the value at the cursor, or an equal one from before}
     *
     * @param reader reads it to its end
     */
    @Nullable
    T read(Supplier<@Nullable T> reader) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int end = start < 0 || datafile[start] != '[' ? start : end(start);
        if (end == start) {
            return shared(reader.get());
        }
        int place = place(start, end);
        Written<T> before = lists[place];
        if (before != null && Arrays.equals(datafile, start, end, datafile, before.start, before.end)) {
            parser.skipChildren();
            return before.value;
        }
        T value = shared(reader.get());
        lists[place] = value == null ? null : new Written<>(start, end, value);
        return value;
    }

    /** {@return where the list ends that starts there; where it starts, if it is long or written with escapes} */
    private int end(int start) {
        int depth = 0;
        boolean text = false;
        int last = Math.min(start + LONGEST, datafile.length);
        for (int i = start; i < last; i++) {
            byte each = datafile[i];
            if (each == '\\') {
                return start;
            } else if (each == '"') {
                text = !text;
            } else if (each == '[' && !text) {
                depth++;
            } else if (each == ']' && !text && --depth == 0) {
                return i + 1;
            }
        }
        return start;
    }

    private int place(int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + datafile[i];
        }
        return (hash * 0x9e3779b9) >>> (Integer.SIZE - PLACE_BITS);
    }

    /** Not by SharedValues, where a value may lose its place: whoever compiles these finds them by identity. */
    private @Nullable T shared(@Nullable T value) {
        if (value == null) {
            return null;
        }
        T known = values.putIfAbsent(value.hashCode(), value);
        return value.equals(known) ? known : value;
    }
}
