package dev.optireactor.reactor.prediction;

import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.settings.Bounds;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How to ask for predictions of contextual bandits. Immutable. */
public final class PredictionSettings {

    private static final String PLACEHOLDER = "%s";
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Builder values;

    private PredictionSettings(Builder values) {
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

    URI endpoint(String ruleId) {
        return endpoint(values.endpoint, ruleId);
    }

    private static URI endpoint(String template, String ruleId) {
        String encoded = URLEncoder.encode(ruleId, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(template.replace(PLACEHOLDER, encoded));
    }

    @Nullable
    PredictionClient client() {
        return values.client;
    }

    Duration timeout() {
        return values.timeout;
    }

    Duration deadline() {
        return values.deadline;
    }

    int retries() {
        return values.retries;
    }

    RetryPolicy retry(Predicate<Throwable> filter) {
        return RetryPolicy.builder()
                .maxRetries(values.retries)
                .firstDelay(values.firstRetryDelay)
                .maxDelay(values.maxRetryDelay)
                .maxRetryAfter(Duration.ZERO)
                .filter(filter)
                .build();
    }

    /** The user's cache, or a new one: two clients with the same settings share nothing. */
    ReactiveCache<CachedPrediction> cache() {
        return values.cache == null ? ReactiveCache.inMemory(values.cacheSize, values.timeToLive) : values.cache;
    }

    Duration cacheTimeout() {
        return values.cacheTimeout;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private String endpoint = "https://prediction.cmab.optimizely.com/predict/%s";
        private @Nullable PredictionClient client;
        private Duration timeout = Duration.ofSeconds(10);
        private Duration deadline = Duration.ofSeconds(20);
        private int retries = 1;
        private Duration firstRetryDelay = Duration.ofMillis(100);
        private Duration maxRetryDelay = Duration.ofSeconds(10);
        private @Nullable ReactiveCache<CachedPrediction> cache;
        private int cacheSize = 10_000;
        private Duration timeToLive = Duration.ofMinutes(30);
        private Duration cacheTimeout = Duration.ofSeconds(1);

        private Builder() {}

        private Builder(Builder other) {
            this.endpoint = other.endpoint;
            this.client = other.client;
            this.timeout = other.timeout;
            this.deadline = other.deadline;
            this.retries = other.retries;
            this.firstRetryDelay = other.firstRetryDelay;
            this.maxRetryDelay = other.maxRetryDelay;
            this.cache = other.cache;
            this.cacheSize = other.cacheSize;
            this.timeToLive = other.timeToLive;
            this.cacheTimeout = other.cacheTimeout;
        }

        /**
         * Sets where to ask.
         *
         * @param template an http or https address with {@code %s} for the rule's id; default
         *     {@code https://prediction.cmab.optimizely.com/predict/%s}
         * @return this
         */
        public Builder endpoint(String template) {
            if (!template.contains(PLACEHOLDER) || !Bounds.isHttp(PredictionSettings.endpoint(template, "rule"))) {
                throw new IllegalArgumentException("endpoint must be an http or https URL with %s, was " + template);
            }
            this.endpoint = template;
            return this;
        }

        /**
         * Predicts in a way of your own; endpoint, timeout and retries are then its business.
         *
         * @param client the client, which stays yours; default: HTTP to the endpoint
         * @return this
         */
        public Builder client(PredictionClient client) {
            this.client = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Limits the time of one attempt.
         *
         * @param timeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Bounds.within("timeout", timeout, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Limits the time that a decision waits for its predictions, retries and all. Beyond it, flags without one become
         * error decisions.
         *
         * @param deadline from 1 ms to 1 min; default 20 s
         * @return this
         */
        public Builder deadline(Duration deadline) {
            this.deadline = Bounds.within("deadline", deadline, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Sets how often to ask again when the network, time or the service fails, or the answer is of no use.
         *
         * @param retries attempts after the first, from 0 to 10; default 1
         * @return this
         */
        public Builder retries(int retries) {
            this.retries = Bounds.within("retries", retries, 0, 10);
            return this;
        }

        /**
         * Sets the waits before asking again.
         *
         * @param first before the first retry, from 0 to 1 min; it doubles with each further one; default 100 ms
         * @param longest the most that it grows to, from 0 to 1 min; default 10 s
         * @return this
         */
        public Builder retryDelay(Duration first, Duration longest) {
            this.firstRetryDelay = Bounds.within("first", first, Duration.ZERO, MINUTE);
            this.maxRetryDelay = Bounds.within("longest", longest, Duration.ZERO, MINUTE);
            return this;
        }

        /**
         * Keeps predictions in a cache of your own; size and time to live are then its business.
         *
         * @param cache the cache, which stays yours; default: one in memory
         * @return this
         */
        public Builder cache(ReactiveCache<CachedPrediction> cache) {
            this.cache = Objects.requireNonNull(cache, "cache");
            return this;
        }

        /**
         * Limits the prediction cache in memory.
         *
         * @param predictions from 0 (no cache) to 10,000,000; default 10,000
         * @return this
         */
        public Builder cacheSize(int predictions) {
            this.cacheSize = Bounds.within("cacheSize", predictions, 0, 10_000_000);
            return this;
        }

        /**
         * Sets how long predictions in memory stay fresh, from when they were made.
         *
         * @param timeToLive from 1 ms to 1 day; default 30 min
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
        public PredictionSettings build() {
            return new PredictionSettings(new Builder(this));
        }
    }
}
