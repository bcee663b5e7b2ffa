package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.cache.CacheSettings;
import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.transport.AttemptSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How qualified segments are fetched from the Data Platform, and kept. Immutable. */
public final class SegmentSettings {

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

    AttemptSettings attempts() {
        return values.attempts;
    }

    CacheSettings<List<String>> cache() {
        return values.cache;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private @Nullable SegmentClient client;
        private AttemptSettings attempts =
                new AttemptSettings(Duration.ofSeconds(10), 0, Duration.ofMillis(200), Duration.ofSeconds(1));
        private CacheSettings<List<String>> cache = CacheSettings.inMemory(Duration.ofMinutes(10));

        private Builder() {}

        private Builder(Builder other) {
            this.client = other.client;
            this.attempts = other.attempts;
            this.cache = other.cache;
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
            this.attempts = attempts.withTimeout(timeout);
            return this;
        }

        /**
         * Tries a failed fetch of segments again, after 200, 400 and 800 ms, then always 1 s. A caller waits for it, so that
         * an answer which asks for a longer wait ({@code Retry-After}) does not get it.
         *
         * @param retries attempts after the first, from 0 to 10; default 0
         * @return this
         */
        public Builder retries(int retries) {
            this.attempts = attempts.withRetries(retries);
            return this;
        }

        /**
         * Keeps segments in a cache of your own; size and time to live are then its business.
         *
         * @param cache the cache, which stays yours; default: one in memory
         * @return this
         */
        public Builder cache(ReactiveCache<List<String>> cache) {
            this.cache = this.cache.withOwn(cache);
            return this;
        }

        /**
         * Limits the segment cache in memory.
         *
         * @param users from 0 (no cache) to 10,000,000 users; default 10,000
         * @return this
         */
        public Builder cacheSize(int users) {
            this.cache = cache.withSize(users);
            return this;
        }

        /**
         * Sets how long segments in memory stay fresh, from when they were fetched.
         *
         * @param timeToLive from 1 ms to 1 day; default 10 min
         * @return this
         */
        public Builder timeToLive(Duration timeToLive) {
            this.cache = cache.withTimeToLive(timeToLive);
            return this;
        }

        /**
         * Limits the time that a cache of your own may take for one operation; beyond it counts as a miss.
         *
         * @param timeout from 1 ms to 1 min; default 1 s
         * @return this
         */
        public Builder cacheTimeout(Duration timeout) {
            this.cache = cache.withTimeout(timeout);
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
