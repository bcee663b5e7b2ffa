package dev.optireactor.reactor.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Marks a failure that the same request, sent again, may not meet. An exception of yours which implements it is retried
 * like one of ours.
 */
public interface Retryable {

    /**
     * Returns how long the remote side asked us to wait before the next attempt.
     *
     * @return the wait, not negative; empty when the remote side asked for none
     */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /**
     * Tells whether another attempt may succeed where one has failed: after failures that are marked, and after those of
     * the JDK for input and output, checked or not, and for time.
     *
     * @param failure how an attempt failed
     * @return true if it is {@code Retryable}, an {@link IOException}, an {@link UncheckedIOException} or a
     *     {@link TimeoutException}
     */
    static boolean isRetryable(Throwable failure) {
        return failure instanceof Retryable
                || failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof TimeoutException;
    }
}
