package dev.optireactor.reactor.prediction;

import dev.optireactor.reactor.cache.CacheSettings;
import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.settings.Bounds;
import dev.optireactor.reactor.transport.AttemptSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How to ask for predictions of contextual bandits. Immutable. */
public final class PredictionSettings {

    private static final String PLACEHOLDER = "%s";

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

    AttemptSettings attempts() {
        return values.attempts;
    }

    Duration deadline() {
        return values.deadline;
    }

    CacheSettings<CachedPrediction> cache() {
        return values.cache;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private String endpoint = "https://prediction.cmab.optimizely.com/predict/%s";
        private @Nullable PredictionClient client;
        private AttemptSettings attempts =
                new AttemptSettings(Duration.ofSeconds(10), 1, Duration.ofMillis(100), Duration.ofSeconds(10));
        private Duration deadline = Duration.ofSeconds(20);
        private CacheSettings<CachedPrediction> cache = CacheSettings.inMemory(Duration.ofMinutes(30));

        private Builder() {}

        private Builder(Builder other) {
            this.endpoint = other.endpoint;
            this.client = other.client;
            this.attempts = other.attempts;
            this.deadline = other.deadline;
            this.cache = other.cache;
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
            this.attempts = attempts.withTimeout(timeout);
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
            this.deadline = Bounds.positive("deadline", deadline, Bounds.MINUTE);
            return this;
        }

        /**
         * Sets how often to ask again when the network, time or the service fails, or the answer is of no use.
         *
         * @param retries attempts after the first, from 0 to 10; default 1
         * @return this
         */
        public Builder retries(int retries) {
            this.attempts = attempts.withRetries(retries);
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
            this.attempts = attempts.withDelay(first, longest);
            return this;
        }

        /**
         * Keeps predictions in a cache of your own; size and time to live are then its business.
         *
         * @param cache the cache, which stays yours; default: one in memory
         * @return this
         */
        public Builder cache(ReactiveCache<CachedPrediction> cache) {
            this.cache = this.cache.withOwn(cache);
            return this;
        }

        /**
         * Limits the prediction cache in memory.
         *
         * @param predictions from 0 (no cache) to 10,000,000; default 10,000
         * @return this
         */
        public Builder cacheSize(int predictions) {
            this.cache = cache.withSize(predictions);
            return this;
        }

        /**
         * Sets how long predictions in memory stay fresh, from when they were made.
         *
         * @param timeToLive from 1 ms to 1 day; default 30 min
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
        public PredictionSettings build() {
            return new PredictionSettings(new Builder(this));
        }
    }
}
