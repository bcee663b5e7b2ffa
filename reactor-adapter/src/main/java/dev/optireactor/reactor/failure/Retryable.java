package dev.optireactor.reactor.failure;

import java.time.Duration;
import java.util.Optional;

/**
 * Marks a failure that the same request, sent again, may not meet.
 *
 * <p>Retries look for this interface and for nothing else, so that an exception of yours which implements it is
 * retried like one of ours.
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
}
