package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.settings.Bounds;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How qualified segments are fetched from the Data Platform, and kept. Immutable. */
public final class SegmentSettings {

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Builder values;

    private SegmentSettings(Builder values) {
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

    @Nullable
    SegmentClient client() {
        return values.client;
    }

    Duration timeout() {
        return values.timeout;
    }

    RetryPolicy retry() {
        return RetryPolicy.builder().maxRetries(values.retries).build();
    }

    /** The user's cache, or a new one: two clients with the same settings share nothing. */
    ReactiveCache<List<String>> cache() {
        return values.cache == null ? ReactiveCache.inMemory(values.cacheSize, values.timeToLive) : values.cache;
    }

    Duration cacheTimeout() {
        return values.cacheTimeout;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private @Nullable SegmentClient client;
        private Duration timeout = Duration.ofSeconds(10);
        private int retries;
        private @Nullable ReactiveCache<List<String>> cache;
        private int cacheSize = 10_000;
        private Duration timeToLive = Duration.ofMinutes(10);
        private Duration cacheTimeout = Duration.ofSeconds(1);

        private Builder() {}

        private Builder(Builder other) {
            this.client = other.client;
            this.timeout = other.timeout;
            this.retries = other.retries;
            this.cache = other.cache;
            this.cacheSize = other.cacheSize;
            this.timeToLive = other.timeToLive;
            this.cacheTimeout = other.cacheTimeout;
        }

        /**
         * Fetches segments in a way of your own.
         *
         * @param client the client, which stays yours; default: HTTP to the host in the datafile
         * @return this
         */
        public Builder client(SegmentClient client) {
            this.client = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Limits the time of one attempt to fetch segments.
         *
         * @param timeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Bounds.within("timeout", timeout, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Tries a failed fetch of segments again, after 200 ms, 400 ms, then always 1 s. A caller waits for it.
         *
         * @param retries attempts after the first, from 0 to 10; default 0
         * @return this
         */
        public Builder retries(int retries) {
            this.retries = Bounds.within("retries", retries, 0, 10);
            return this;
        }

        /**
         * Keeps segments in a cache of your own; size and time to live are then its business.
         *
         * @param cache the cache, which stays yours; default: one in memory
         * @return this
         */
        public Builder cache(ReactiveCache<List<String>> cache) {
            this.cache = Objects.requireNonNull(cache, "cache");
            return this;
        }

        /**
         * Limits the segment cache in memory.
         *
         * @param users from 0 (no cache) to 10,000,000 users; default 10,000
         * @return this
         */
        public Builder cacheSize(int users) {
            this.cacheSize = Bounds.within("cacheSize", users, 0, 10_000_000);
            return this;
        }

        /**
         * Sets how long segments in memory stay fresh, from when they were fetched.
         *
         * @param timeToLive from 1 ms to 1 day; default 10 min
         * @return this
         */
        public Builder timeToLive(Duration timeToLive) {
            this.timeToLive = Bounds.within("timeToLive", timeToLive, MILLISECOND, DAY);
            return this;
        }

        /**
         * Limits the time that a cache of your own may take for one operation; beyond it counts as a miss.
         *
         * @param timeout from 1 ms to 1 min; default 1 s
         * @return this
         */
        public Builder cacheTimeout(Duration timeout) {
            this.cacheTimeout = Bounds.within("cacheTimeout", timeout, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         */
        public SegmentSettings build() {
            return new SegmentSettings(new Builder(this));
        }
    }
}
