package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.failure.Loggable;
import org.jspecify.annotations.Nullable;

/**
 * Qualified segments could not be fetched. The message is one of the official SDKs' and names neither key nor user; so
 * must one of yours.
 */
public final class SegmentFetchException extends RuntimeException implements Loggable {

    private static final long serialVersionUID = 1L;

    /** Whether the platform does not know the user. */
    private final boolean invalidIdentifier;

    /**
     * Creates the failure.
     *
     * @param message what went wrong, as it is to be logged
     * @param cause what was behind it; null when there is nothing to add
     */
    public SegmentFetchException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private SegmentFetchException(String message, @Nullable Throwable cause, boolean invalidIdentifier) {
        // No stack trace: it would show operators, and a service that is down is met thousands of times a second.
        super(message, cause, true, false);
        this.invalidIdentifier = invalidIdentifier;
    }

    static SegmentFetchException because(String reason, @Nullable Throwable cause) {
        return new SegmentFetchException("Audience segments fetch failed (" + reason + ").", cause);
    }

    static SegmentFetchException invalidIdentifier(String message) {
        return new SegmentFetchException(message, null, true);
    }

    /** {@return whether the service works and does not know the user's id} */
    public boolean isInvalidIdentifier() {
        return invalidIdentifier;
    }
}
