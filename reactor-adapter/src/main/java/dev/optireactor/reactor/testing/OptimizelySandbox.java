package dev.optireactor.reactor.testing;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Optimizely's services inside this process, on a loopback port: datafiles, event endpoints, data platform and
 * predictions, to be scripted with contents and faults. What they receive is in {@link #received()}.
 *
 * <p>Everything but {@link #start()}, {@link #close()} and the two about connections takes effect at once, before or
 * while the sandbox runs, from any thread. Nothing here blocks. A running sandbox has an event loop, that is a daemon thread,
 * of its own until it is closed. Streams emit on this loop, so a subscriber must not block.
 *
 * <pre>{@code
 * OptimizelySandbox.create().datafile("sdk-key", json).start()
 *     .flatMap(sandbox -> useSomehow(sandbox).then(sandbox.close()))
 * }</pre>
 */
public final class OptimizelySandbox {

    private final SandboxServer server;
    private final Services services;
    private final SandboxRecords received;
    private final Mono<Void> close;

    private OptimizelySandbox(Builder builder) {
        this.services = new Services(builder.recordLimit);
        this.received = new SandboxRecords(services);
        this.server = new SandboxServer(builder.port, services::exchange);
        this.close = Mono.defer(server::close)
                .then(Mono.<Void>fromRunnable(services::complete))
                .cache();
    }

    /**
     * Makes a sandbox with default settings, which does not listen yet.
     *
     * @return a sandbox, to be started and closed by the caller
     */
    public static OptimizelySandbox create() {
        return builder().build();
    }

    /**
     * Starts from the default settings.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts to listen. Cold; to be subscribed once. Emits on an event loop.
     *
     * @return this sandbox, once it listens; an error if the port is taken
     */
    public Mono<OptimizelySandbox> start() {
        return server.listen().thenReturn(this);
    }

    /**
     * Stops to listen, ends all connections and completes the streams. Lazy: acts when first subscribed; later
     * subscribers see the same outcome. What was recorded can still be read.
     *
     * @return completes when the port is free
     */
    public Mono<Void> close() {
        return close;
    }

    /**
     * Stops to listen and ends all connections, so that clients are refused. Cold.
     *
     * @return completes when clients are refused
     * @see #acceptConnections()
     */
    public Mono<Void> refuseConnections() {
        return server.stop();
    }

    /**
     * Listens again, on the same port as before. Cold.
     *
     * @return completes when clients can connect
     * @see #refuseConnections()
     */
    public Mono<Void> acceptConnections() {
        return server.listen();
    }

    /** {@return the address without a path, which is also the host of the data platform; only once started} */
    public URI uri() {
        if (server.port() == 0) {
            throw new IllegalStateException("the sandbox has no address before start() has completed");
        }
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** {@return the address of public datafiles, with {@code %s} for the SDK key} */
    public String datafileTemplate() {
        return uri() + DatafileService.PUBLIC_PATH + "%s.json";
    }

    /** {@return the address of datafiles that need an access token, with {@code %s} for the SDK key} */
    public String authenticatedDatafileTemplate() {
        return uri() + DatafileService.AUTHENTICATED_PATH + "%s.json";
    }

    /** {@return the address for events of the US region} */
    public URI eventsUri() {
        return uri().resolve(Services.EVENTS_PATH);
    }

    /** {@return the address for events of the EU region} */
    public URI euEventsUri() {
        return uri().resolve(Services.EU_EVENTS_PATH);
    }

    /** {@return the address of predictions, with {@code %s} for the rule id} */
    public String predictionTemplate() {
        return uri() + PredictionService.PATH + "%s";
    }

    /**
     * Sets a public datafile, or replaces it; its validators change even if its content does not.
     *
     * @param sdkKey its key
     * @param json its content; not checked
     * @return this
     */
    public OptimizelySandbox datafile(String sdkKey, String json) {
        services.datafiles().put(Objects.requireNonNull(sdkKey, "sdkKey"), null, Objects.requireNonNull(json, "json"));
        return this;
    }

    /**
     * Sets a datafile that is served only with an access token, or replaces it.
     *
     * @param sdkKey its key
     * @param accessToken the token, as in {@code Authorization: Bearer ...}
     * @param json its content; not checked
     * @return this
     */
    public OptimizelySandbox datafile(String sdkKey, String accessToken, String json) {
        services.datafiles()
                .put(
                        Objects.requireNonNull(sdkKey, "sdkKey"),
                        Objects.requireNonNull(accessToken, "accessToken"),
                        Objects.requireNonNull(json, "json"));
        return this;
    }

    /**
     * Requires this key of requests to the data platform. By default any key will do, but none will not.
     *
     * @param apiKey the value of the header {@code x-api-key}
     * @return this
     */
    public OptimizelySandbox odpKey(String apiKey) {
        services.dataPlatform().apiKey(Objects.requireNonNull(apiKey, "apiKey"));
        return this;
    }

    /**
     * Sets the segments that a user is qualified for. By default a user is qualified for none.
     *
     * @param userId the user, under any kind of identifier
     * @param qualified names of segments
     * @return this
     */
    public OptimizelySandbox segments(String userId, String... qualified) {
        services.dataPlatform().segments(Objects.requireNonNull(userId, "userId"), Set.of(qualified));
        return this;
    }

    /**
     * Makes queries for a user fail as for an identifier that the data platform does not know.
     *
     * @param userId the user
     * @return this
     */
    public OptimizelySandbox invalidUser(String userId) {
        services.dataPlatform().invalidUser(Objects.requireNonNull(userId, "userId"));
        return this;
    }

    /**
     * Sets the prediction for a rule. By default a rule is not found.
     *
     * @param ruleId the rule
     * @param variationId the variation that is predicted for all users
     * @return this
     */
    public OptimizelySandbox prediction(String ruleId, String variationId) {
        services.predictions()
                .put(Objects.requireNonNull(ruleId, "ruleId"), Objects.requireNonNull(variationId, "variationId"));
        return this;
    }

    /**
     * Answers each further request to an endpoint with a fault, until told otherwise.
     *
     * @param endpoint where
     * @param fault how
     * @return this
     */
    public OptimizelySandbox fault(Endpoint endpoint, Fault fault) {
        return fault(endpoint, FaultPlan.always(fault));
    }

    /**
     * Lets a plan choose a fault for each further request to an endpoint, until told otherwise.
     *
     * @param endpoint where
     * @param plan which requests, and how
     * @return this
     */
    public OptimizelySandbox fault(Endpoint endpoint, FaultPlan plan) {
        services.state(endpoint).plan(Objects.requireNonNull(plan, "plan"));
        return this;
    }

    /**
     * Answers the next requests to an endpoint with these faults, one each, in their order; then its plan goes on.
     *
     * @param endpoint where
     * @param faults how; added behind those that are still to come
     * @return this
     */
    public OptimizelySandbox faults(Endpoint endpoint, Fault... faults) {
        for (Fault fault : faults) {
            services.state(endpoint).script(Objects.requireNonNull(fault, "fault"));
        }
        return this;
    }

    /**
     * Ends the faults of an endpoint, also those still to come.
     *
     * @param endpoint where
     * @return this
     */
    public OptimizelySandbox heal(Endpoint endpoint) {
        services.state(endpoint).heal();
        return this;
    }

    /** {@return what the sandbox has received so far, and what it goes on to receive} */
    public SandboxRecords received() {
        return received;
    }

    /** Collects settings of a sandbox. */
    public static final class Builder {

        private int port;
        private int recordLimit = 20_000;

        private Builder() {}

        /**
         * Chooses the port.
         *
         * @param port from 0 to 65535; default 0, which takes a free one
         * @return this
         */
        public Builder port(int port) {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port must be from 0 to 65535, was " + port);
            }
            this.port = port;
            return this;
        }

        /**
         * Limits what is kept: so many requests, so many batches, so many events of the data platform. Older ones are
         * forgotten, but still counted.
         *
         * @param recordLimit at least 1; default 20,000
         * @return this
         */
        public Builder recordLimit(int recordLimit) {
            if (recordLimit < 1) {
                throw new IllegalArgumentException("recordLimit must be at least 1, was " + recordLimit);
            }
            this.recordLimit = recordLimit;
            return this;
        }

        /**
         * Makes the sandbox, which does not listen yet.
         *
         * @return a sandbox
         */
        public OptimizelySandbox build() {
            return new OptimizelySandbox(this);
        }
    }
}
