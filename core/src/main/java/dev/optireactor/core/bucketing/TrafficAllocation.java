package dev.optireactor.core.bucketing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cumulative traffic ranges: which target a bucket belongs to. The first range whose end lies above the bucket decides,
 * in the order of the datafile; ranges need not be sorted.
 */
public final class TrafficAllocation {

    /** No target: the bucket lies beyond the last range, or in a range that leads nowhere. */
    public static final int NONE = -1;

    /** End and target of each range, one after the other. */
    private final int[] ranges;

    /**
     * Lists the ranges.
     *
     * @param ends exclusive upper bounds of the ranges
     * @param targets the target of each range, or {@link #NONE}; as many as {@code ends}
     */
    public TrafficAllocation(int[] ends, int[] targets) {
        if (ends.length != targets.length) {
            throw new IllegalArgumentException(ends.length + " range ends, but " + targets.length + " targets");
        }
        this.ranges = new int[ends.length * 2];
        for (int i = 0; i < ends.length; i++) {
            ranges[2 * i] = ends[i];
            ranges[2 * i + 1] = targets[i];
        }
    }

    /**
     * {@return the target of the first range that holds the bucket, or {@link #NONE}}
     *
     * @param bucket 0 to 9999
     */
    public int target(int bucket) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (bucket < ranges[i]) {
                return ranges[i + 1];
            }
        }
        return NONE;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrafficAllocation that && Arrays.equals(ranges, that.ranges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranges);
    }
}
