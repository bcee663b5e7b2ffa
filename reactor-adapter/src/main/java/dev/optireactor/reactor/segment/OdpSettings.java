package dev.optireactor.reactor.segment;

import dev.optireactor.core.odp.OdpEvent;
import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.transport.Bounds;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How to talk to the Data Platform (ODP). Immutable. */
public final class OdpSettings {

    /** Makes a {@link RetryPolicy} wait as long as it may, which is what all official SDKs do here. */
    static final DoubleSupplier NO_JITTER = () -> 1;

    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Builder values;
    private final AllowedHosts allowedHosts;

    private OdpSettings(Builder values) {
        this.values = values;
        this.allowedHosts = new AllowedHosts(values.allowedDomains, values.insecureHosts);
    }

    /** {@return a builder that holds the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that holds these settings} */
    public Builder mutate() {
        return new Builder(values);
    }

    /** {@return whether the Data Platform is used at all} */
    public boolean enabled() {
        return values.enabled;
    }

    AllowedHosts allowedHosts() {
        return allowedHosts;
    }

    @Nullable
    SegmentClient segmentClient() {
        return values.segmentClient;
    }

    /** The user's cache, or a new one: two clients with the same settings share nothing. */
    ReactiveCache<List<String>> segmentCache() {
        return values.segmentCache == null
                ? ReactiveCache.inMemory(values.segmentCacheSize, values.segmentTimeToLive)
                : values.segmentCache;
    }

    Duration cacheTimeout() {
        return values.cacheTimeout;
    }

    Duration segmentTimeout() {
        return values.segmentTimeout;
    }

    RetryPolicy segmentRetry() {
        return RetryPolicy.builder().maxRetries(values.segmentRetries).build();
    }

    Map<String, String> commonIdentifiers() {
        return values.commonIdentifiers;
    }

    Map<String, Object> commonData() {
        return values.commonData;
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

    Duration eventTimeout() {
        return values.eventTimeout;
    }

    int eventRetries() {
        return values.eventRetries;
    }

    RetryPolicy eventRetry(Predicate<Throwable> filter) {
        return RetryPolicy.builder()
                .maxRetries(values.eventRetries)
                .firstDelay(values.firstRetryDelay)
                .maxDelay(values.maxRetryDelay)
                .filter(filter)
                .build();
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private boolean enabled = true;
        private List<String> allowedDomains = List.of("zaius.com", "optimizely.com");
        private boolean insecureHosts;
        private @Nullable SegmentClient segmentClient;
        private Duration segmentTimeout = Duration.ofSeconds(10);
        private int segmentRetries;
        private @Nullable ReactiveCache<List<String>> segmentCache;
        private int segmentCacheSize = 10_000;
        private Duration segmentTimeToLive = Duration.ofMinutes(10);
        private Duration cacheTimeout = Duration.ofSeconds(1);
        private Map<String, String> commonIdentifiers = Map.of();
        private Map<String, Object> commonData = Map.of();
        private int batchSize = 10;
        private Duration flushInterval = Duration.ofSeconds(1);
        private int queueCapacity = 10_000;
        private long queueBytes = 16L << 20;
        private int concurrency = 2;
        private Duration eventTimeout = Duration.ofSeconds(10);
        private int eventRetries = 3;
        private Duration firstRetryDelay = Duration.ofMillis(200);
        private Duration maxRetryDelay = Duration.ofSeconds(1);

        private Builder() {}

        private Builder(Builder other) {
            this.enabled = other.enabled;
            this.allowedDomains = other.allowedDomains;
            this.insecureHosts = other.insecureHosts;
            this.segmentClient = other.segmentClient;
            this.segmentTimeout = other.segmentTimeout;
            this.segmentRetries = other.segmentRetries;
            this.segmentCache = other.segmentCache;
            this.segmentCacheSize = other.segmentCacheSize;
            this.segmentTimeToLive = other.segmentTimeToLive;
            this.cacheTimeout = other.cacheTimeout;
            this.commonIdentifiers = other.commonIdentifiers;
            this.commonData = other.commonData;
            this.batchSize = other.batchSize;
            this.flushInterval = other.flushInterval;
            this.queueCapacity = other.queueCapacity;
            this.queueBytes = other.queueBytes;
            this.concurrency = other.concurrency;
            this.eventTimeout = other.eventTimeout;
            this.eventRetries = other.eventRetries;
            this.firstRetryDelay = other.firstRetryDelay;
            this.maxRetryDelay = other.maxRetryDelay;
        }

        /**
         * Turns the Data Platform off: no segments are fetched, no events sent. Default: on, for projects that are
         * integrated.
         *
         * @return this
         */
        public Builder disabled() {
            this.enabled = false;
            return this;
        }

        /**
         * Chooses the hosts that a datafile may name as the Data Platform. User ids are sent there, so a host outside
         * these domains is refused, and so is one that is not https.
         *
         * @param domains domains such as {@code example.com}, each with all that is below it; at least one; default
         *     {@code zaius.com} and {@code optimizely.com}
         * @return this
         */
        public Builder allowedDomains(Collection<String> domains) {
            List<String> lowerCase = domains.stream()
                    .map(domain -> domain.toLowerCase(Locale.ROOT))
                    .toList();
            for (String domain : lowerCase) {
                if (!domain.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
                    throw new IllegalArgumentException("allowedDomains must be like example.com, was " + domain);
                }
            }
            if (lowerCase.isEmpty()) {
                throw new IllegalArgumentException("allowedDomains must not be empty; to use no host, call disabled()");
            }
            this.allowedDomains = lowerCase;
            return this;
        }

        /**
         * Lets a datafile also name this machine as the Data Platform, and use plain http. For tests and sandboxes; user
         * ids then travel unencrypted. Default: it may not.
         *
         * @return this
         */
        public Builder allowInsecureHosts() {
            this.insecureHosts = true;
            return this;
        }

        /**
         * Fetches segments in a way of your own.
         *
         * @param client the client, which stays yours; default: HTTP to the host in the datafile
         * @return this
         */
        public Builder segmentClient(SegmentClient client) {
            this.segmentClient = Objects.requireNonNull(client, "client");
            return this;
        }

        /**
         * Limits the time of one attempt to fetch segments.
         *
         * @param timeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder segmentTimeout(Duration timeout) {
            this.segmentTimeout = Bounds.within("segmentTimeout", timeout, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Tries a failed fetch of segments again, after 200 ms, 400 ms, then always 1 s. A caller waits for it.
         *
         * @param retries attempts after the first, from 0 to 10; default 0
         * @return this
         */
        public Builder segmentRetries(int retries) {
            this.segmentRetries = Bounds.within("segmentRetries", retries, 0, 10);
            return this;
        }

        /**
         * Keeps segments in a cache of your own; size and time to live are then its business.
         *
         * @param cache the cache, which stays yours; default: one in memory
         * @return this
         */
        public Builder segmentCache(ReactiveCache<List<String>> cache) {
            this.segmentCache = Objects.requireNonNull(cache, "cache");
            return this;
        }

        /**
         * Limits the segment cache in memory.
         *
         * @param users from 0 (no cache) to 10,000,000 users; default 10,000
         * @return this
         */
        public Builder segmentCacheSize(int users) {
            this.segmentCacheSize = Bounds.within("segmentCacheSize", users, 0, 10_000_000);
            return this;
        }

        /**
         * Sets how long segments in memory stay fresh, from when they were fetched.
         *
         * @param timeToLive from 1 ms to 1 day; default 10 min
         * @return this
         */
        public Builder segmentTimeToLive(Duration timeToLive) {
            this.segmentTimeToLive = Bounds.within("segmentTimeToLive", timeToLive, MILLISECOND, DAY);
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
         * Adds identifiers to every event, for example that of the device.
         *
         * @param identifiers ids by name; an event's own win; default: none
         * @return this
         */
        public Builder commonIdentifiers(Map<String, String> identifiers) {
            this.commonIdentifiers = Map.copyOf(identifiers);
            return this;
        }

        /**
         * Adds data to every event.
         *
         * @param data texts, finite numbers, booleans and nulls by name; an event's own win; default: none
         * @return this
         */
        public Builder commonData(Map<String, ?> data) {
            Map<String, Object> copy = Collections.unmodifiableMap(new LinkedHashMap<>(data));
            if (new OdpEvent("", "check", Map.of("check", "check"), copy).problem() != null) {
                throw new IllegalArgumentException(
                        "commonData may hold texts, finite numbers, booleans and nulls only");
            }
            this.commonData = copy;
            return this;
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
            this.flushInterval = Bounds.within("flushInterval", interval, Duration.ZERO, MINUTE);
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
         * @param bytes of their JSON text, at least 1,024; default 16 MiB
         * @return this
         */
        public Builder queueBytes(int bytes) {
            this.queueBytes = Bounds.atLeast("queueBytes", bytes, 1_024);
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
        public Builder eventTimeout(Duration timeout) {
            this.eventTimeout = Bounds.within("eventTimeout", timeout, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Sets how often events are sent again when the network, time or the service fails.
         *
         * @param retries attempts after the first, from 0 to 10; default 3
         * @return this
         */
        public Builder eventRetries(int retries) {
            this.eventRetries = Bounds.within("eventRetries", retries, 0, 10);
            return this;
        }

        /**
         * Sets the waits before events are sent again.
         *
         * @param first before the first retry, from 1 ms to 1 min; it doubles with each further one; default 200 ms
         * @param longest the most that it grows to, from 1 ms to 1 min; default 1 s
         * @return this
         */
        public Builder eventRetryDelay(Duration first, Duration longest) {
            this.firstRetryDelay = Bounds.within("first", first, MILLISECOND, MINUTE);
            this.maxRetryDelay = Bounds.within("longest", longest, MILLISECOND, MINUTE);
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws IllegalArgumentException if a batch is larger than the queue, and would never be full
         */
        public OdpSettings build() {
            if (batchSize > queueCapacity) {
                throw new IllegalArgumentException(
                        "batchSize must be at most queueCapacity " + queueCapacity + ", was " + batchSize);
            }
            return new OdpSettings(new Builder(this));
        }
    }
}
