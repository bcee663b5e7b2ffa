package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.settings.Bounds;
import dev.optireactor.reactor.transport.AttemptSettings;
import java.time.Duration;

/** How events for the Data Platform are queued, batched and sent. Immutable. */
public final class OdpEventSettings {

    private final Builder values;

    private OdpEventSettings(Builder values) {
        this.values = values;
    }

    /** {@return a builder that holds the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that holds these settings} */
    public Builder mutate() {
        return new Builder(values);
    }

    int batchSize() {
        return values.flushInterval.isZero() ? 1 : values.batchSize;
    }

    Duration flushInterval() {
        return values.flushInterval;
    }

    int queueCapacity() {
        return values.queueCapacity;
    }

    long queueBytes() {
        return values.queueBytes;
    }

    int concurrency() {
        return values.concurrency;
    }

    AttemptSettings attempts() {
        return values.attempts;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private int batchSize = 10;
        private Duration flushInterval = Duration.ofSeconds(1);
        private int queueCapacity = 10_000;
        private long queueBytes = 16L << 20;
        private int concurrency = 2;
        private AttemptSettings attempts =
                new AttemptSettings(Duration.ofSeconds(10), 3, Duration.ofMillis(200), Duration.ofSeconds(1));

        private Builder() {}

        private Builder(Builder other) {
            this.batchSize = other.batchSize;
            this.flushInterval = other.flushInterval;
            this.queueCapacity = other.queueCapacity;
            this.queueBytes = other.queueBytes;
            this.concurrency = other.concurrency;
            this.attempts = other.attempts;
        }

        /**
         * Sets how many events go into one request.
         *
         * @param events from 1 to 1,000; default 10
         * @return this
         */
        public Builder batchSize(int events) {
            this.batchSize = Bounds.within("batchSize", events, 1, 1_000);
            return this;
        }

        /**
         * Sets how long an event waits for others to fill its request.
         *
         * @param interval from 0 (each event is sent at once) to 1 min, from the first event in the request; default 1 s
         * @return this
         */
        public Builder flushInterval(Duration interval) {
            this.flushInterval = Bounds.within("flushInterval", interval, Duration.ZERO, Bounds.MINUTE);
            return this;
        }

        /**
         * Limits the events that are not acknowledged yet; further ones are dropped.
         *
         * @param events from 1 to 1,000,000; default 10,000
         * @return this
         */
        public Builder queueCapacity(int events) {
            this.queueCapacity = Bounds.within("queueCapacity", events, 1, 1_000_000);
            return this;
        }

        /**
         * Limits the memory of the events that are not acknowledged yet; further ones are dropped.
         *
         * @param bytes of their JSON text, from 1,000 to 64 GiB; default 16 MiB
         * @return this
         */
        public Builder queueBytes(long bytes) {
            this.queueBytes = Bounds.within("queueBytes", bytes, 1_000, 1L << 36);
            return this;
        }

        /**
         * Sets how many requests with events may be under way.
         *
         * @param requests from 1 to 100; default 2
         * @return this
         */
        public Builder concurrency(int requests) {
            this.concurrency = Bounds.within("concurrency", requests, 1, 100);
            return this;
        }

        /**
         * Limits the time of one attempt to send events.
         *
         * @param timeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.attempts = attempts.withTimeout(timeout);
            return this;
        }

        /**
         * Sets how often events are sent again when the network, time or the service fails.
         *
         * @param retries attempts after the first, from 0 to 10; default 3
         * @return this
         */
        public Builder retries(int retries) {
            this.attempts = attempts.withRetries(retries);
            return this;
        }

        /**
         * Sets the waits before events are sent again. What an answer asks for ({@code Retry-After}), up to 10 s, is added.
         *
         * @param first before the first retry, from 0 to 1 min; it doubles with each further one; default 200 ms
         * @param longest the most that it grows to, from 0 to 1 min; default 1 s
         * @return this
         */
        public Builder retryDelay(Duration first, Duration longest) {
            this.attempts = attempts.withDelay(first, longest);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws IllegalArgumentException if a batch is larger than the queue, and would never be full
         */
        public OdpEventSettings build() {
            Bounds.notAbove("batchSize", batchSize, "queueCapacity", queueCapacity);
            return new OdpEventSettings(new Builder(this));
        }
    }
}
