package dev.optireactor.reactor.datafile;

import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.settings.Bounds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which datafile is fetched over HTTP, and when. Immutable. */
public final class PollingSettings {

    private static final Logger LOGGER = LoggerFactory.getLogger(Conversation.DATAFILE.loggerName());

    private final Builder values;
    private final URI address;

    private PollingSettings(Builder values) {
        this.values = values;
        this.address = DatafileAddress.of(values.url, values.urlTemplate, values.sdkKey, values.accessToken);
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
    String sdkKey() {
        return values.sdkKey;
    }

    URI address() {
        return address;
    }

    @Nullable
    String accessToken() {
        return values.accessToken;
    }

    Duration interval() {
        return values.interval;
    }

    Duration attemptTimeout() {
        return values.attemptTimeout;
    }

    int maxRetries() {
        return values.maxRetries;
    }

    int maxCompressedBytes() {
        return values.maxCompressedBytes;
    }

    int maxBytes() {
        return values.maxBytes;
    }

    byte @Nullable [] fallbackDatafile() {
        return values.fallbackDatafile;
    }

    @Nullable
    Path lastKnownGood() {
        return values.lastKnownGood;
    }

    /** Shows no key, token or address. */
    @Override
    public String toString() {
        return "PollingSettings[sdkKey=" + Masked.of(values.sdkKey) + ", interval=" + values.interval + "]";
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
        private static final Duration RECOMMENDED_INTERVAL = Duration.ofSeconds(30);
        private static final Duration LONGEST_INTERVAL = Duration.ofDays(30);
        private static final int MOST_BYTES = 1 << 30;

        private @Nullable String sdkKey;
        private @Nullable String url;
        private @Nullable String urlTemplate;
        private @Nullable String accessToken;
        private Duration interval = DEFAULT_INTERVAL;
        private Duration attemptTimeout = Duration.ofSeconds(10);
        private int maxRetries = 3;
        private int maxCompressedBytes = 16 << 20;
        private int maxBytes = 32 << 20;
        private byte @Nullable [] fallbackDatafile;
        private @Nullable Path lastKnownGood;

        private Builder() {}

        private Builder(Builder other) {
            this.sdkKey = other.sdkKey;
            this.url = other.url;
            this.urlTemplate = other.urlTemplate;
            this.accessToken = other.accessToken;
            this.interval = other.interval;
            this.attemptTimeout = other.attemptTimeout;
            this.maxRetries = other.maxRetries;
            this.maxCompressedBytes = other.maxCompressedBytes;
            this.maxBytes = other.maxBytes;
            this.fallbackDatafile = other.fallbackDatafile;
            this.lastKnownGood = other.lastKnownGood;
        }

        /**
         * Names the environment whose datafile is fetched. Required unless a URL is set.
         *
         * @param sdkKey not blank; percent-encoded where it goes into an address
         * @return this
         */
        public Builder sdkKey(String sdkKey) {
            if (Objects.requireNonNull(sdkKey, "sdkKey").isBlank()) {
                throw new IllegalArgumentException("Must provide at least one of sdk_key or url.");
            }
            this.sdkKey = sdkKey;
            return this;
        }

        /**
         * Sets the whole address of the datafile. Beats the template and the SDK key.
         *
         * @param url an absolute http or https address; default: made of template and SDK key
         * @return this
         */
        public Builder url(String url) {
            DatafileAddress.of(Objects.requireNonNull(url, "url"));
            this.url = url;
            return this;
        }

        /**
         * Sets what the address is made of.
         *
         * @param urlTemplate an absolute http or https address with {@code %s} or {@code {sdkKey}} where the SDK key
         *     goes; default {@code https://cdn.optimizely.com/datafiles/%s.json}, or with an access token
         *     {@code https://config.optimizely.com/datafiles/auth/%s.json}
         * @return this
         */
        public Builder urlTemplate(String urlTemplate) {
            DatafileAddress.of(Objects.requireNonNull(urlTemplate, "urlTemplate"), "key");
            this.urlTemplate = urlTemplate;
            return this;
        }

        /**
         * Sends {@code Authorization: Bearer …} with each request, also to a URL or template of yours.
         *
         * @param accessToken not blank; default: the header is not sent
         * @return this
         */
        public Builder accessToken(String accessToken) {
            if (Objects.requireNonNull(accessToken, "accessToken").isBlank()) {
                throw new IllegalArgumentException("datafile_access_token cannot be empty or None.");
            }
            this.accessToken = accessToken;
            return this;
        }

        /**
         * Sets the pause between the end of one fetch and the start of the next. Below 30 s a warning is logged; zero or
         * less means the default, with a warning.
         *
         * <p>While nothing was ever fetched, the pauses are shorter: 1 s, 2 s, 4 s … up to the interval, plus at most
         * 0.5 s of jitter. While the answer is 401 or 403 they are longer: once, twice, four times … the interval, up to
         * 30 min.
         *
         * @param interval from 1 ms to 30 days; default 5 min
         * @return this
         */
        public Builder interval(Duration interval) {
            Objects.requireNonNull(interval, "interval");
            if (interval.isZero() || interval.isNegative()) {
                LOGGER.warn("Invalid polling interval {}. Defaulting to {}", interval, DEFAULT_INTERVAL);
                this.interval = DEFAULT_INTERVAL;
                return this;
            }
            this.interval = Bounds.positive("interval", interval, LONGEST_INTERVAL);
            if (interval.compareTo(RECOMMENDED_INTERVAL) < 0) {
                LOGGER.warn("Polling intervals below 30 seconds are not recommended.");
            }
            return this;
        }

        /**
         * Limits each attempt to fetch, from asking for a connection to the last byte of the answer.
         *
         * @param attemptTimeout from 1 ms to 10 min; default 10 s
         * @return this
         */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = Bounds.positive("attemptTimeout", attemptTimeout, Bounds.TEN_MINUTES);
            return this;
        }

        /**
         * Limits the retries inside one fetch, which follow when there was no answer or it was 408, 429 or 5xx. Before
         * retry n (from 0) the wait is random, up to 100 ms · 2^n but at most 1 s, plus what the answer asks for.
         *
         * @param maxRetries from 0 (never retry) to 100; default 3
         * @return this
         */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = Bounds.within("maxRetries", maxRetries, 0, 100);
            return this;
        }

        /**
         * Limits the datafile as it is received, compressed or not.
         *
         * @param maxCompressedBytes from 1 byte to 1 GiB; default 16 MiB
         * @return this
         */
        public Builder maxCompressedBytes(int maxCompressedBytes) {
            this.maxCompressedBytes = Bounds.within("maxCompressedBytes", maxCompressedBytes, 1, MOST_BYTES);
            return this;
        }

        /**
         * Limits the datafile after decompression.
         *
         * @param maxBytes from 1 byte to 1 GiB; default 32 MiB
         * @return this
         */
        public Builder maxBytes(int maxBytes) {
            this.maxBytes = Bounds.within("maxBytes", maxBytes, 1, MOST_BYTES);
            return this;
        }

        /**
         * Sets a datafile to use until one is fetched, which is tried at once nevertheless. One that is refused is
         * ignored with a warning.
         *
         * @param datafile its bytes in UTF-8, copied; default: none
         * @return this
         */
        public Builder fallbackDatafile(byte[] datafile) {
            this.fallbackDatafile = datafile.clone();
            return this;
        }

        /**
         * Saves each new datafile in a file, and uses what is in it from the start until one is fetched. It comes before
         * the fallback datafile.
         *
         * <p>The file is replaced atomically and readable by its owner only. A file that is damaged, that was fetched
         * from another address, or that is not read within 1 s is ignored with a warning. Failing to write it disturbs
         * nothing and is logged.
         *
         * @param file a path in an existing directory; default: nothing is saved
         * @return this
         */
        public Builder lastKnownGood(Path file) {
            this.lastKnownGood = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws IllegalArgumentException if there is neither an SDK key nor a URL
         */
        public PollingSettings build() {
            return new PollingSettings(new Builder(this));
        }
    }
}
