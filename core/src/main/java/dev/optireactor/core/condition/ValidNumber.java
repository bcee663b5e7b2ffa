package dev.optireactor.core.condition;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers take part in conditions and events: Byte, Short, Integer, Long, Float and Double that are finite and lie
 * within ±2^53, the range in which every integer has an exact double. A {@code long} is compared exactly, before it
 * would be rounded.
 */
public final class ValidNumber {

    /** The largest valid magnitude, 2^53. */
    public static final long LIMIT = 1L << 53;

    private ValidNumber() {}

    /**
     * {@return the number as a double, or NaN if it is not a valid number}
     *
     * @param value anything
     */
    public static double of(@Nullable Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Math.abs(number) <= LIMIT ? number : Double.NaN;
        }
        if (value instanceof Long || value instanceof Short || value instanceof Byte) {
            long number = ((Number) value).longValue();
            return -LIMIT <= number && number <= LIMIT ? number : Double.NaN;
        }
        return Double.NaN;
    }
}
