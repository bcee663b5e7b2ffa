package dev.optireactor.core.json;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one object of equal values, as a rule: a datafile repeats texts, numbers and lists thousands of times, and sharing
 * them keeps a project small. Each value has one place, which it may lose to another, so that none costs more than a look.
 * For one thread.
 */
public final class SharedValues {

    /** Longer texts and lists are hardly ever repeated, and cost time to compare. */
    private static final int LONGEST = 48;

    private static final int PLACE_BITS = 12;

    private final @Nullable Object[] known = new Object[1 << PLACE_BITS];

    /** Begins without any value. */
    public SharedValues() {}

    /**
     * {@return the value, or an equal one from before}
     *
     * @param value an immutable value
     * @param <T> its type
     */
    @SuppressWarnings("unchecked") // What is equal to a value is of its type: texts, numbers, lists of these.
    public <T> T of(T value) {
        if (isSharedByJava(value) || (value instanceof String text && text.length() > LONGEST)) {
            return value;
        }
        int place = place(value.hashCode());
        Object before = known[place];
        if (before != null && value.equals(before)) {
            return (T) before;
        }
        known[place] = value;
        return value;
    }

    /** Java itself shares most of these. */
    private static boolean isSharedByJava(Object value) {
        return value instanceof Integer || value instanceof Boolean;
    }

    /** {@return the list, or an equal one from before; its elements must be neither lists nor maps} */
    <T extends @Nullable Object> List<T> ofFlat(List<T> list) {
        return list.size() > LONGEST ? list : of(list);
    }

    /** {@return the names, or equal ones from before; never modified afterwards} */
    String[] ofNames(String[] names) {
        int place = place(Arrays.hashCode(names));
        if (known[place] instanceof String[] before && Arrays.equals(names, before)) {
            return before;
        }
        known[place] = names;
        return names;
    }

    private static int place(int hash) {
        return (hash * 0x9e3779b9) >>> (Integer.SIZE - PLACE_BITS);
    }
}
