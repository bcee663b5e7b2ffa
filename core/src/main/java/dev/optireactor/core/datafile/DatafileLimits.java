package dev.optireactor.core.datafile;

import dev.optireactor.core.json.JsonText;

/**
 * How much a datafile may ask for before it is refused. Names of fields are at most 100,000 characters long, and numbers
 * 1,000; those two are fixed.
 *
 * @param maxBytes largest size in bytes; at least 1, default 64 MiB
 * @param maxDepth deepest nesting of JSON, and of conditions in a text; 10 to {@value JsonText#MAX_DEPTH}, default 100
 * @param maxStringLength longest text in characters; at least 1, default 4 Mi
 * @param maxPreparedBytes about how much memory may be taken by what is prepared for decisions, in bytes: some 64 for each
 *     variation of each rule of each flag, and what the values of its variables take; at least 1, default 256 MiB
 */
public record DatafileLimits(int maxBytes, int maxDepth, int maxStringLength, long maxPreparedBytes) {

    /**
     * Checks the bounds.
     *
     * @param maxBytes largest size in bytes
     * @param maxDepth deepest nesting of JSON
     * @param maxStringLength longest text in characters
     * @param maxPreparedBytes about how much memory may be taken by what is prepared for decisions, in bytes
     */
    public DatafileLimits {
        require(maxBytes >= 1, "maxBytes must be at least 1, was " + maxBytes);
        require(
                maxDepth >= 10 && maxDepth <= JsonText.MAX_DEPTH,
                "maxDepth must be 10 to " + JsonText.MAX_DEPTH + ", was " + maxDepth);
        require(maxStringLength >= 1, "maxStringLength must be at least 1, was " + maxStringLength);
        require(maxPreparedBytes >= 1, "maxPreparedBytes must be at least 1, was " + maxPreparedBytes);
    }

    /** {@return 64 MiB, 100 levels, texts of 4 Mi characters, 256 MiB prepared} */
    public static DatafileLimits defaults() {
        return new DatafileLimits(64 << 20, 100, 4 << 20, 256L << 20);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
