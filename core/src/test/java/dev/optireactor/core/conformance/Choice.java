package dev.optireactor.core.conformance;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel does where the SDKs differ.
 *
 * @param category the id of the difference
 * @param reason why so
 * @param expected what is therefore expected of a sample
 */
record Choice(String category, String reason, Function<Sample, @Nullable Object> expected) {

    /** The kernel answers as that SDK. */
    static Choice follow(Sdk sdk, String category, String reason) {
        return new Choice(category, reason, sample -> sample.of(sdk));
    }

    /** The kernel answers as none of them, or as now this, now that one. */
    static Choice own(String category, String reason, Function<Sample, @Nullable Object> expected) {
        return new Choice(category, reason, expected);
    }

    /** Nothing can be expected: a sample of this kind fails. */
    static Choice information(String category, String reason) {
        return new Choice(category, reason, sample -> {
            throw new UnreadableVectorException(category + " is for information only: " + reason);
        });
    }
}
