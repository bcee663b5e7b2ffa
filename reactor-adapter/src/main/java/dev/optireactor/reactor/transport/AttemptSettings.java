package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.settings.Bounds;
import java.time.Duration;

/**
 * How long one attempt at a call may take, and how often and when a failed one is made again. Immutable. Internal.
 *
 * @param timeout limits one attempt
 * @param retries attempts after the first
 * @param firstDelay the wait before the first retry; it doubles with each further one
 * @param longestDelay the most that it grows to
 */
public record AttemptSettings(Duration timeout, int retries, Duration firstDelay, Duration longestDelay) {

    /**
     * Checks the bounds, which are the same for everyone.
     *
     * @param timeout from 1 ms to 1 min
     * @param retries from 0 to 10
     * @param firstDelay from 0 to 1 min
     * @param longestDelay from 0 to 1 min
     */
    public AttemptSettings {
        Bounds.positive("timeout", timeout, Bounds.MINUTE);
        Bounds.within("retries", retries, 0, 10);
        Bounds.within("first", firstDelay, Duration.ZERO, Bounds.MINUTE);
        Bounds.within("longest", longestDelay, Duration.ZERO, Bounds.MINUTE);
    }

    /**
     * Changes the limit of one attempt.
     *
     * @param limit the new limit
     * @return the changed settings
     */
    public AttemptSettings withTimeout(Duration limit) {
        return new AttemptSettings(limit, retries, firstDelay, longestDelay);
    }

    /**
     * Changes how often a failed attempt is made again.
     *
     * @param most attempts after the first
     * @return the changed settings
     */
    public AttemptSettings withRetries(int most) {
        return new AttemptSettings(timeout, most, firstDelay, longestDelay);
    }

    /**
     * Changes when a failed attempt is made again.
     *
     * @param first the wait before the first retry
     * @param longest the most that it grows to
     * @return the changed settings
     */
    public AttemptSettings withDelay(Duration first, Duration longest) {
        return new AttemptSettings(timeout, retries, first, longest);
    }

    /** {@return a policy with these retries and waits, for those to complete who know which failures may pass} */
    public RetryPolicy.Builder retry() {
        return RetryPolicy.builder().maxRetries(retries).firstDelay(firstDelay).maxDelay(longestDelay);
    }
}
