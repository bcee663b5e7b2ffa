package dev.optireactor.reactor.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * No usable datafile arrived within the readiness timeout, or none ever will because the source has ended. Polling never
 * ends, so there a later attempt may succeed.
 */
public final class NotReadyException extends OptimizelyException {

    private static final long serialVersionUID = 1L;

    /** The readiness timeout that passed. */
    private final Duration timeout;

    /**
     * Creates the failure.
     *
     * @param timeout the readiness timeout that passed
     * @param cause why the last attempt to get a datafile failed; null when none has ended yet
     */
    public NotReadyException(Duration timeout, @Nullable Throwable cause) {
        this(
                "no datafile within " + timeout.toMillis() + "ms" + because(cause)
                        + "; check where the datafile comes from, or raise the readiness timeout",
                timeout,
                cause);
    }

    private NotReadyException(String message, Duration timeout, @Nullable Throwable cause) {
        super(message, cause);
        this.timeout = timeout;
    }

    /**
     * Creates the failure for a source that ended and brought no datafile.
     *
     * @param cause why its last datafile was refused, or why it failed; null when neither happened
     * @return the failure, with a timeout of zero
     */
    public static NotReadyException sourceEnded(@Nullable Throwable cause) {
        return new NotReadyException(
                "the datafile source ended without a usable datafile" + because(cause) + "; check what it was given",
                Duration.ZERO,
                cause);
    }

    private static String because(@Nullable Throwable cause) {
        return cause == null ? "" : " (" + Loggable.describe(cause) + ")";
    }

    /**
     * Returns the readiness timeout that passed.
     *
     * @return the timeout; zero when waiting had no point
     */
    public Duration timeout() {
        return timeout;
    }
}
