package dev.optireactor.reactor.failure;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The remote side gave no answer, or one that asks to try again: a connection failed or broke, time ran out, or the
 * HTTP status was 408, 429 or 5xx.
 */
public final class UnavailableException extends OptimizelyException implements Retryable {

    private static final long serialVersionUID = 1L;

    /** The HTTP status; null when no answer arrived. */
    private final @Nullable Integer status;

    /** The wait that the answer asked for; null when it did not. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the failure for an exchange that brought no answer.
     *
     * @param operation what was attempted and on what, for the message
     * @param reason why there is no answer, with the limit that was met and its unit, for the message
     * @param cause what the network reported; null when there is nothing to add
     */
    public UnavailableException(String operation, String reason, @Nullable Throwable cause) {
        super(operation + ": " + reason, cause);
        this.status = null;
        this.retryAfter = null;
    }

    /**
     * Creates the failure for an answer that asks to try again.
     *
     * @param operation what was attempted and on what, for the message
     * @param status the HTTP status
     * @param retryAfter how long the answer asks to wait; null when it does not say
     */
    public UnavailableException(String operation, int status, @Nullable Duration retryAfter) {
        super(operation + ": unavailable, HTTP status " + status, null);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status; empty when no answer arrived
     */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
