package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.settings.Bounds;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** How connections are made, shared and ended. Immutable. */
public final class TransportSettings {

    private final Builder values;

    private TransportSettings(Builder values) {
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

    Duration connectTimeout() {
        return values.connectTimeout;
    }

    int maxConnections() {
        return values.maxConnections;
    }

    int maxPendingAcquires() {
        return values.maxPendingAcquires;
    }

    Duration acquireTimeout() {
        return values.acquireTimeout;
    }

    Duration maxIdleTime() {
        return values.maxIdleTime;
    }

    Duration maxLifeTime() {
        return values.maxLifeTime;
    }

    Duration evictionInterval() {
        return values.evictionInterval;
    }

    int maxAnswerBytes() {
        return values.maxAnswerBytes;
    }

    String userAgent() {
        return values.userAgent;
    }

    @Nullable
    ConnectionProvider connectionProvider() {
        return values.connectionProvider;
    }

    UnaryOperator<HttpClient> customizer() {
        return values.customizer;
    }

    /** Collects settings. Each setter checks its own bounds and throws {@link IllegalArgumentException} outside them. */
    public static final class Builder {

        private Duration connectTimeout = Duration.ofSeconds(10);
        private int maxConnections = 500;
        private int maxPendingAcquires = 20_000;
        private Duration acquireTimeout = Duration.ofSeconds(10);
        private Duration maxIdleTime = Duration.ofSeconds(30);
        private Duration maxLifeTime = Duration.ofMinutes(5);
        private Duration evictionInterval = Duration.ofSeconds(15);
        private int maxAnswerBytes = 1 << 20;
        private String userAgent = "optireactor";
        private @Nullable ConnectionProvider connectionProvider;
        private UnaryOperator<HttpClient> customizer = UnaryOperator.identity();

        private Builder() {}

        private Builder(Builder other) {
            this.connectTimeout = other.connectTimeout;
            this.maxConnections = other.maxConnections;
            this.maxPendingAcquires = other.maxPendingAcquires;
            this.acquireTimeout = other.acquireTimeout;
            this.maxIdleTime = other.maxIdleTime;
            this.maxLifeTime = other.maxLifeTime;
            this.evictionInterval = other.evictionInterval;
            this.maxAnswerBytes = other.maxAnswerBytes;
            this.userAgent = other.userAgent;
            this.connectionProvider = other.connectionProvider;
            this.customizer = other.customizer;
        }

        /**
         * Limits the time to establish a TCP connection.
         *
         * @param connectTimeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = Bounds.positive("connectTimeout", connectTimeout, Bounds.MINUTE);
            return this;
        }

        /**
         * Limits the connections to one host. They are made when needed and closed when idle.
         *
         * @param maxConnections from 1 to 10,000 connections; default 500
         * @return this
         */
        public Builder maxConnections(int maxConnections) {
            this.maxConnections = Bounds.within("maxConnections", maxConnections, 1, 10_000);
            return this;
        }

        /**
         * Limits the calls that wait for a free connection to one host; one more fails at once, as retryable.
         *
         * @param maxPendingAcquires from 1 to 1,000,000 calls; default 20,000
         * @return this
         */
        public Builder maxPendingAcquires(int maxPendingAcquires) {
            this.maxPendingAcquires = Bounds.within("maxPendingAcquires", maxPendingAcquires, 1, 1_000_000);
            return this;
        }

        /**
         * Limits the wait for a free connection. The timeout of the call runs at the same time.
         *
         * @param acquireTimeout from 1 ms to 1 min; default 10 s
         * @return this
         */
        public Builder acquireTimeout(Duration acquireTimeout) {
            this.acquireTimeout = Bounds.positive("acquireTimeout", acquireTimeout, Bounds.MINUTE);
            return this;
        }

        /**
         * Closes a connection that was idle for this long. Keep it below the idle limit of every load balancer on the
         * way, or requests meet connections that were just closed.
         *
         * @param maxIdleTime from 1 ms to 1 h; default 30 s
         * @return this
         */
        public Builder maxIdleTime(Duration maxIdleTime) {
            this.maxIdleTime = Bounds.positive("maxIdleTime", maxIdleTime, Bounds.HOUR);
            return this;
        }

        /**
         * Closes a connection of this age once its exchange is over, so that changes in DNS are noticed.
         *
         * @param maxLifeTime from 1 ms to 1 h; default 5 min
         * @return this
         */
        public Builder maxLifeTime(Duration maxLifeTime) {
            this.maxLifeTime = Bounds.positive("maxLifeTime", maxLifeTime, Bounds.HOUR);
            return this;
        }

        /**
         * Sets the pause between two searches for connections that are idle or old.
         *
         * @param evictionInterval from 1 ms to 1 h; default 15 s
         * @return this
         */
        public Builder evictionInterval(Duration evictionInterval) {
            this.evictionInterval = Bounds.positive("evictionInterval", evictionInterval, Bounds.HOUR);
            return this;
        }

        /**
         * Limits the body of each answer to segments and predictions; one that is larger is a failure. An answer to events
         * counts by its status alone, and one with a larger body ends its connection. Datafiles have limits of their own,
         * see {@code PollingSettings}.
         *
         * @param maxAnswerBytes from 1,000 bytes to 1 GiB; default 1 MiB
         * @return this
         */
        public Builder maxAnswerBytes(int maxAnswerBytes) {
            this.maxAnswerBytes = Bounds.within("maxAnswerBytes", maxAnswerBytes, 1_000, 1 << 30);
            return this;
        }

        /**
         * Sets the header {@code User-Agent}.
         *
         * @param userAgent not blank; default {@code optireactor}
         * @return this
         */
        public Builder userAgent(String userAgent) {
            if (Objects.requireNonNull(userAgent, "userAgent").isBlank()) {
                throw new IllegalArgumentException("userAgent must not be blank");
            }
            this.userAgent = userAgent;
            return this;
        }

        /**
         * Uses a connection provider of yours; the settings of connections here then have no effect, apart from the
         * connect timeout. It remains yours: closing the client does not dispose it. One that takes the connection last
         * used ({@code lifo()}) keeps a steady stream of events on few connections.
         *
         * @param connectionProvider the provider; by default the client makes its own and disposes it when closed
         * @return this
         */
        public Builder connectionProvider(ConnectionProvider connectionProvider) {
            this.connectionProvider = Objects.requireNonNull(connectionProvider, "connectionProvider");
            return this;
        }

        /**
         * Changes the HTTP client, for a proxy, TLS or metrics. Automatic retry, compression and redirects are set
         * again afterwards, because limits and delivery counts rest on them. A response timeout, that is the longest
         * time without a byte of an answer, holds for all calls if it is not above 10 min, which is the default; a longer
         * one, or none, is set back to that, because nothing else ends an exchange that got lost.
         *
         * @param customizer called once while the client is built; default: no change
         * @return this
         */
        public Builder customizer(UnaryOperator<HttpClient> customizer) {
            this.customizer = Objects.requireNonNull(customizer, "customizer");
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         */
        public TransportSettings build() {
            return new TransportSettings(new Builder(this));
        }
    }
}
