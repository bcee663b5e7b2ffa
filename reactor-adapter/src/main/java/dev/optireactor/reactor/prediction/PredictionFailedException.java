package dev.optireactor.reactor.prediction;

import dev.optireactor.reactor.failure.Loggable;
import org.jspecify.annotations.Nullable;

/**
 * There is no prediction, and the flag becomes an error decision. The message is one of the official SDKs' and names no
 * user; so must one of yours.
 */
public final class PredictionFailedException extends RuntimeException implements Loggable {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message what went wrong, as it is to be logged
     * @param cause what was behind it; null when there is nothing to add
     */
    public PredictionFailedException(String message, @Nullable Throwable cause) {
        // No stack trace: it would show operators, and a service that is down is met thousands of times a second.
        super(message, cause, true, false);
    }

    static PredictionFailedException invalid(@Nullable Throwable cause) {
        return new PredictionFailedException("Invalid CMAB fetch response", cause);
    }

    static PredictionFailedException unanswered(Throwable cause) {
        return status(Loggable.describe(cause), cause);
    }

    static PredictionFailedException status(String status, @Nullable Throwable cause) {
        return new PredictionFailedException("CMAB decision fetch failed with status: " + status, cause);
    }
}
