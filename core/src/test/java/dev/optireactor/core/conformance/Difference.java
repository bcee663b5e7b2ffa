package dev.optireactor.core.conformance;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer is not what is expected.
 *
 * @param path the place in the answer, with slashes
 * @param expected what should be there
 * @param actual what is there
 */
record Difference(
        String path, @Nullable Object expected, @Nullable Object actual) {

    /** A whole event where none is expected would fill the screen. */
    private static final int LONGEST = 500;

    /** In place of a value: there is none. */
    static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "(absent)";
        }
    };

    @Override
    public String toString() {
        return "at " + (path.isEmpty() ? "/" : path) + ": expected " + shown(expected) + ", actual " + shown(actual);
    }

    private static String shown(@Nullable Object value) {
        String text = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
