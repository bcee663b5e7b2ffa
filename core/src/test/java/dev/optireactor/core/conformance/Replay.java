package dev.optireactor.core.conformance;

import org.jspecify.annotations.Nullable;

/** Replays one case. */
@FunctionalInterface
interface Replay {

    /**
     * {@return where the kernel answers differently, or null if it does not}
     *
     * @param vector the case
     */
    @Nullable
    Difference of(Vector vector);
}
