package dev.optireactor.core.datafile;

/**
 * How much a datafile may ask for before it is refused.
 *
 * @param maxBytes largest size in bytes; at least 1, default 64 MiB
 * @param maxDepth deepest nesting of JSON; 10 to 500, default 100
 * @param maxStringLength longest text in characters; at least 1, default 4 Mi
 * @param maxPreparedBytes about how much memory may be taken by what is prepared for decisions, in bytes: some 100 for each
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
        require(maxDepth >= 10 && maxDepth <= 500, "maxDepth must be 10 to 500, was " + maxDepth);
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
