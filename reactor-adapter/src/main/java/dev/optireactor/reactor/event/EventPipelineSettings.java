package dev.optireactor.reactor.event;

import dev.optireactor.reactor.settings.Bounds;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How events are queued, batched and sent. Immutable. */
public final class EventPipelineSettings {

    private final Builder values;

    private EventPipelineSettings(Builder values) {
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

    boolean sendingEnabled() {
        return values.sendingEnabled;
    }

    @Nullable
    URI endpoint() {
        return values.endpoint;
    }

    int batchSize() {
        return values.batchSize;
    }

    int maxBatchBytes() {
        return values.maxBatchBytes;
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

    int maxWaitingOffers() {
        return values.maxWaitingOffers;
    }

    int concurrency() {
        return values.concurrency;
    }

    RetryPolicy retry() {
        return values.retry;
    }

    Duration maxAge() {
        return values.maxAge;
    }

    /**
     * Returns the rule for a full queue.
     *
     * @return the rule
     */
    public OverflowStrategy overflow() {
        return values.overflow;
    }

    Duration attemptTimeout() {
        return values.attemptTimeout;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private boolean sendingEnabled = true;
        private @Nullable URI endpoint;
        private int batchSize = 10;
        private int maxBatchBytes = 3_000_000;
        private Duration flushInterval = Duration.ofSeconds(30);
        private int queueCapacity = 11_000;
        private long queueBytes = 16 << 20;
        private OverflowStrategy overflow = OverflowStrategy.DROP_NEWEST;
        private int maxWaitingOffers = 1_000;
        private int concurrency = 2;
        private Duration attemptTimeout = Duration.ofSeconds(10);
        private RetryPolicy retry = RetryPolicy.builder().build();
        private Duration maxAge = Bounds.HOUR;

        private Builder() {}

        private Builder(Builder other) {
            this.sendingEnabled = other.sendingEnabled;
            this.endpoint = other.endpoint;
            this.batchSize = other.batchSize;
            this.maxBatchBytes = other.maxBatchBytes;
            this.flushInterval = other.flushInterval;
            this.queueCapacity = other.queueCapacity;
            this.queueBytes = other.queueBytes;
            this.overflow = other.overflow;
            this.maxWaitingOffers = other.maxWaitingOffers;
            this.concurrency = other.concurrency;
            this.attemptTimeout = other.attemptTimeout;
            this.retry = other.retry;
            this.maxAge = other.maxAge;
        }

        /**
         * Sends nothing at all: events are ignored and not counted, and a warning says so once. Default: events are
         * sent.
         *
         * @return this
         */
        public Builder disableSending() {
            this.sendingEnabled = false;
            return this;
        }

        /**
         * Sends all events to one address, whatever region the datafile names.
         *
         * @param endpoint an absolute http or https address; default: the service of the datafile's region
         * @return this
         */
        public Builder endpoint(URI endpoint) {
            if (!Bounds.isHttp(Objects.requireNonNull(endpoint, "endpoint"))) {
                throw new IllegalArgumentException("endpoint must be an absolute http or https URL");
            }
            this.endpoint = endpoint;
            return this;
        }

        /**
         * Sends a batch as soon as it has this many events.
         *
         * @param batchSize from 1 to 10,000 events, and not above {@link #queueCapacity}; default 10
         * @return this
         */
        public Builder batchSize(int batchSize) {
            this.batchSize = Bounds.within("batchSize", batchSize, 1, 10_000);
            return this;
        }

        /**
         * Limits the body of a batch. An event that is larger by itself is dropped.
         *
         * @param maxBatchBytes from 1,000 to 3,500,000 bytes, which is all that the service takes, and not above
         *     {@link #queueBytes}; default 3,000,000
         * @return this
         */
        public Builder maxBatchBytes(int maxBatchBytes) {
            this.maxBatchBytes = Bounds.within("maxBatchBytes", maxBatchBytes, 1_000, 3_500_000);
            return this;
        }

        /**
         * Sends a batch that is not full when its first event is this old.
         *
         * @param flushInterval from 1 ms to 1 day; default 30 s
         * @return this
         */
        public Builder flushInterval(Duration flushInterval) {
            this.flushInterval = Bounds.positive("flushInterval", flushInterval, Bounds.DAY);
            return this;
        }

        /**
         * Limits the events that wait to be put into a batch. Those in batches that are filled or sent come on top: at
         * most {@link #batchSize} times one more than {@link #concurrency}.
         *
         * @param queueCapacity from 1 to 1,000,000 events; default 11,000
         * @return this
         */
        public Builder queueCapacity(int queueCapacity) {
            this.queueCapacity = Bounds.within("queueCapacity", queueCapacity, 1, EventQueue.MAX_EVENTS);
            return this;
        }

        /**
         * Limits the size of the events that wait to be put into a batch, as their JSON is estimated to be.
         *
         * @param queueBytes from 1,000 bytes to 64 GiB; default 16 MiB
         * @return this
         */
        public Builder queueBytes(long queueBytes) {
            this.queueBytes = Bounds.within("queueBytes", queueBytes, 1_000, EventQueue.MAX_BYTES);
            return this;
        }

        /**
         * Chooses what happens when the queue is full.
         *
         * @param overflow the rule; default {@link OverflowStrategy#DROP_NEWEST}
         * @return this
         */
        public Builder overflow(OverflowStrategy overflow) {
            this.overflow = Objects.requireNonNull(overflow, "overflow");
            return this;
        }

        /**
         * Limits the events that wait for room in the queue, with {@link OverflowStrategy#BACKPRESSURE}; one more is
         * dropped.
         *
         * @param maxWaitingOffers from 0 to 1,000,000 events; default 1,000
         * @return this
         */
        public Builder maxWaitingOffers(int maxWaitingOffers) {
            this.maxWaitingOffers = Bounds.within("maxWaitingOffers", maxWaitingOffers, 0, EventQueue.MAX_EVENTS);
            return this;
        }

        /**
         * Limits the batches that are sent or wait for another attempt at the same time. With two, a batch that fails
         * again and again does not hold up those behind it. A batch under way costs a connection, not a thread; where the
         * service is far away, two may be too few: with answers in 50 ms they carry 40 batches a second.
         *
         * @param concurrency from 2 to 256 batches; default 2
         * @return this
         */
        public Builder concurrency(int concurrency) {
            this.concurrency = Bounds.within("concurrency", concurrency, 2, 256);
            return this;
        }

        /**
         * Limits one attempt to deliver a batch.
         *
         * @param attemptTimeout from 1 ms to 10 min; default 10 s
         * @return this
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = Bounds.positive("attemptTimeout", attemptTimeout, Bounds.TEN_MINUTES);
            return this;
        }

        /**
         * Chooses when an attempt that failed is made again.
         *
         * @param retry the policy; default: 3 retries, random waits up to 200, 400 and 800 ms
         * @return this
         */
        public Builder retry(RetryPolicy retry) {
            this.retry = Objects.requireNonNull(retry, "retry");
            return this;
        }

        /**
         * Gives up an event that waited this long, in the queue and for further attempts together.
         *
         * @param maxAge from 1 ms to 1 day; default 1 h
         * @return this
         */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = Bounds.positive("maxAge", maxAge, Bounds.DAY);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws IllegalArgumentException if a full batch is larger than the queue, in events or in bytes
         */
        public EventPipelineSettings build() {
            Bounds.notAbove("batchSize", batchSize, "queueCapacity", queueCapacity);
            Bounds.notAbove("maxBatchBytes", maxBatchBytes, "queueBytes", queueBytes);
            return new EventPipelineSettings(new Builder(this));
        }
    }
}
