package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.failure.Retryable;
import dev.optireactor.reactor.settings.Bounds;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * How often and when a failed attempt is made again: exponential backoff with full jitter, up to a cap. Immutable.
 *
 * <p>Before retry n (from 0) the wait is random between zero and {@code firstDelay * 2^n}, but never above
 * {@code maxDelay}. Clients that failed together so do not come back together. When the failed answer had a
 * {@code Retry-After}, that time, up to {@code maxRetryAfter}, is added.
 */
public final class RetryPolicy {

    private final int maxRetries;
    private final Duration firstDelay;
    private final Duration maxDelay;
    private final Duration maxRetryAfter;
    private final Predicate<Throwable> filter;

    private RetryPolicy(Builder builder) {
        this.maxRetries = builder.maxRetries;
        this.firstDelay = builder.firstDelay;
        this.maxDelay = builder.maxDelay;
        this.maxRetryAfter = builder.maxRetryAfter;
        this.filter = builder.filter;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from this policy.
     *
     * @return a builder that holds its settings
     */
    public Builder mutate() {
        Builder builder = new Builder();
        builder.maxRetries = maxRetries;
        builder.firstDelay = firstDelay;
        builder.maxDelay = maxDelay;
        builder.maxRetryAfter = maxRetryAfter;
        builder.filter = filter;
        return builder;
    }

    /**
     * Makes the argument of {@code retryWhen}. After the last retry, and for a failure that is not retried, the failure
     * itself is the error.
     *
     * @param timer runs the waits, and what is retried is subscribed on it; stays the caller's
     * @param random numbers from 0 (inclusive) to 1 (exclusive); called on the thread of the failure
     * @return a retry that may be used for any number of publishers
     */
    public Retry on(Scheduler timer, DoubleSupplier random) {
        return Retry.from(signals -> signals.map(Retry.RetrySignal::copy)
                .concatMap(signal -> retries(signal.totalRetries(), signal.failure())
                        ? Mono.delay(delay(signal.totalRetries(), signal.failure(), random), timer)
                        : Mono.error(signal.failure())));
    }

    /**
     * Returns the limit of attempts after the first one.
     *
     * @return at least 0
     */
    public int maxRetries() {
        return maxRetries;
    }

    /**
     * Tells whether a failed attempt is to be made again.
     *
     * @param retriesSoFar how many retries there were already
     * @param failure how the attempt failed
     * @return true to try again
     */
    public boolean retries(long retriesSoFar, Throwable failure) {
        return retriesSoFar < maxRetries && concerns(failure);
    }

    /**
     * Tells whether a failure is one that is worth another attempt, as long as there are any left. Asks the filter.
     *
     * @param failure how the attempt failed
     * @return what the filter says
     */
    public boolean concerns(Throwable failure) {
        return filter.test(failure);
    }

    /**
     * Computes the wait before the next retry.
     *
     * @param retriesSoFar how many retries there were already, from 0
     * @param failure how the attempt failed
     * @param random numbers from 0 (inclusive) to 1 (exclusive)
     * @return the wait, not negative
     */
    public Duration delay(long retriesSoFar, Throwable failure, DoubleSupplier random) {
        // Beyond 2^30 every cap is reached; a wider shift would wrap.
        double ceiling = Math.min(
                (double) maxDelay.toNanos(), (double) firstDelay.toNanos() * (1L << Math.min(retriesSoFar, 30)));
        Duration jittered = Duration.ofNanos((long) (ceiling * random.getAsDouble()));
        return jittered.plus(asked(failure));
    }

    private Duration asked(Throwable failure) {
        Duration wait =
                failure instanceof Retryable retryable ? retryable.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        return wait.compareTo(maxRetryAfter) < 0 ? wait : maxRetryAfter;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private int maxRetries = 3;
        private Duration firstDelay = Duration.ofMillis(200);
        private Duration maxDelay = Duration.ofSeconds(1);
        private Duration maxRetryAfter = Duration.ofSeconds(10);
        private Predicate<Throwable> filter = Retryable::isRetryable;

        private Builder() {}

        /**
         * Limits the attempts after the first one.
         *
         * @param maxRetries from 0 (never retry) to 100; default 3
         * @return this
         */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = Bounds.within("maxRetries", maxRetries, 0, 100);
            return this;
        }

        /**
         * Sets the longest wait before the first retry; it doubles with each further one.
         *
         * @param firstDelay from 0 to 1 h; default 200 ms
         * @return this
         */
        public Builder firstDelay(Duration firstDelay) {
            this.firstDelay = Bounds.within("firstDelay", firstDelay, Duration.ZERO, Bounds.HOUR);
            return this;
        }

        /**
         * Caps the doubling.
         *
         * @param maxDelay from 0 to 1 h; default 1 s
         * @return this
         */
        public Builder maxDelay(Duration maxDelay) {
            this.maxDelay = Bounds.within("maxDelay", maxDelay, Duration.ZERO, Bounds.HOUR);
            return this;
        }

        /**
         * Caps what an answer may ask for with {@code Retry-After}.
         *
         * @param maxRetryAfter from 0 (ignore it) to 1 h; default 10 s
         * @return this
         */
        public Builder maxRetryAfter(Duration maxRetryAfter) {
            this.maxRetryAfter = Bounds.within("maxRetryAfter", maxRetryAfter, Duration.ZERO, Bounds.HOUR);
            return this;
        }

        /**
         * Chooses which failures are worth another attempt.
         *
         * @param filter true for a failure to be retried; default: {@link Retryable#isRetryable}
         * @return this
         */
        public Builder filter(Predicate<Throwable> filter) {
            this.filter = Objects.requireNonNull(filter, "filter");
            return this;
        }

        /**
         * Makes the policy.
         *
         * @return an immutable policy
         */
        public RetryPolicy build() {
            return new RetryPolicy(this);
        }
    }
}
