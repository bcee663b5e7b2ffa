package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.settings.Bounds;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One request as it goes over the wire, and the limits on its answer. Immutable. */
public final class HttpCall {

    /** Default of {@link Builder#timeout}: 10 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    private static final byte[] NO_BODY = {};

    private final String operation;
    private final HttpMethod method;
    private final URI uri;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable Duration timeout;
    private final OptionalInt maxWireBytes;
    private final OptionalInt maxBodyBytes;
    private final boolean gzip;
    private final boolean redirects;
    private final boolean notModified;
    private final boolean ignoresBody;

    private HttpCall(Builder builder) {
        this.operation = builder.operation;
        this.method = builder.method;
        this.uri = builder.uri;
        this.headers = Map.copyOf(builder.headers);
        this.body = builder.body;
        this.timeout = builder.timeout;
        this.maxWireBytes = builder.maxWireBytes;
        this.maxBodyBytes = builder.maxBodyBytes;
        this.gzip = builder.gzip;
        this.redirects = builder.redirects;
        this.notModified = builder.notModified;
        this.ignoresBody = builder.ignoresBody;
    }

    /**
     * Starts a GET request.
     *
     * @param operation what it is for, in the words of a log line, such as "fetch datafile"; without secrets
     * @param uri an absolute http or https address
     * @return a builder
     */
    public static Builder get(String operation, URI uri) {
        return new Builder(operation, HttpMethod.GET, uri, NO_BODY);
    }

    /**
     * Starts a POST request with a JSON body.
     *
     * @param operation what it is for, in the words of a log line, such as "send events"; without secrets
     * @param uri an absolute http or https address
     * @param json the body in UTF-8; not copied, must not change any more
     * @return a builder
     */
    public static Builder post(String operation, URI uri, byte[] json) {
        return new Builder(operation, HttpMethod.POST, uri, json).header("Content-Type", "application/json");
    }

    /**
     * Starts a POST request with a JSON body that is given later, see {@link Transport#prepare}.
     *
     * @param operation what it is for, in the words of a log line, such as "send events"; without secrets
     * @param uri an absolute http or https address
     * @return a builder
     */
    public static Builder post(String operation, URI uri) {
        return post(operation, uri, NO_BODY);
    }

    /**
     * Describes the call for messages: the operation and the server. Path and query are left out, for they may hold an
     * SDK key.
     *
     * @return for example {@code fetch datafile (https://cdn.optimizely.com)}
     */
    public String label() {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return operation + " (" + uri.getScheme() + "://" + uri.getHost() + port + ")";
    }

    String operation() {
        return operation;
    }

    HttpMethod method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Null if the caller sees to it. */
    @Nullable
    Duration timeout() {
        return timeout;
    }

    /** The limit of this call; empty if that of the transport holds. */
    OptionalInt maxWireBytes() {
        return maxWireBytes;
    }

    /** The limit of this call; empty if that of the transport holds. */
    OptionalInt maxBodyBytes() {
        return maxBodyBytes;
    }

    boolean acceptsGzip() {
        return gzip;
    }

    boolean followsRedirects() {
        return redirects;
    }

    boolean ignoresBody() {
        return ignoresBody;
    }

    boolean accepts(int status) {
        return (status >= 200 && status < 300) || (notModified && status == 304);
    }

    /** Collects the parts of an {@link HttpCall}. */
    public static final class Builder {

        private final String operation;
        private final HttpMethod method;
        private final URI uri;
        private final byte[] body;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Duration timeout = DEFAULT_TIMEOUT;
        private OptionalInt maxWireBytes = OptionalInt.empty();
        private OptionalInt maxBodyBytes = OptionalInt.empty();
        private boolean gzip;
        private boolean redirects;
        private boolean notModified;
        private boolean ignoresBody;

        private Builder(String operation, HttpMethod method, URI uri, byte[] body) {
            this.operation = Objects.requireNonNull(operation, "operation");
            this.method = method;
            this.uri = requireHttp(operation, Objects.requireNonNull(uri, "uri"));
            this.body = Objects.requireNonNull(body, "body");
        }

        private static URI requireHttp(String operation, URI uri) {
            if (!Bounds.isHttp(uri)) {
                // The address itself may hold an SDK key.
                throw new IllegalArgumentException(operation + ": the address must be an absolute http or https URL");
            }
            return uri;
        }

        /**
         * Adds a header, or replaces it.
         *
         * @param name the header's name
         * @param value its value; null adds nothing
         * @return this
         */
        public Builder header(String name, @Nullable String value) {
            Objects.requireNonNull(name, "name");
            if (value != null) {
                headers.put(name, value);
            }
            return this;
        }

        /**
         * Limits the time of one attempt, from asking for a connection to the last byte of the answer.
         *
         * @param timeout at least 1 ms, at most 10 min; default 10 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Bounds.within("timeout", timeout, Duration.ofMillis(1), Bounds.TEN_MINUTES);
            return this;
        }

        /**
         * Leaves the time to the caller, who cancels when it is over. An exchange ends all the same after 10 min without a
         * byte of the answer.
         *
         * @return this
         */
        public Builder withoutTimeout() {
            this.timeout = null;
            return this;
        }

        /**
         * Limits the answer's body as it is received, still compressed if it is.
         *
         * @param maxWireBytes in bytes, at least 1; default {@code TransportSettings}' limit on answers
         * @return this
         */
        public Builder maxWireBytes(int maxWireBytes) {
            this.maxWireBytes = OptionalInt.of(Bounds.within("maxWireBytes", maxWireBytes, 1, Integer.MAX_VALUE));
            return this;
        }

        /**
         * Limits the answer's body after decompression.
         *
         * @param maxBodyBytes in bytes, at least 1; default {@code TransportSettings}' limit on answers
         * @return this
         */
        public Builder maxBodyBytes(int maxBodyBytes) {
            this.maxBodyBytes = OptionalInt.of(Bounds.within("maxBodyBytes", maxBodyBytes, 1, Integer.MAX_VALUE));
            return this;
        }

        /**
         * Lets the server compress its answer with gzip. Default: it must not.
         *
         * @return this
         */
        public Builder acceptGzip() {
            this.gzip = true;
            return this;
        }

        /**
         * Follows up to 5 redirects of a GET, but none from https to http. The header {@code Authorization} is not
         * sent to another host. Default: a redirect is a refusal.
         *
         * @return this
         */
        public Builder followRedirects() {
            if (!method.equals(HttpMethod.GET)) {
                throw new IllegalStateException(operation + ": only a GET may follow redirects");
            }
            this.redirects = true;
            return this;
        }

        /**
         * Takes status 304 as an answer. Default: it is a refusal.
         *
         * @return this
         */
        public Builder acceptNotModified() {
            this.notModified = true;
            return this;
        }

        /**
         * Takes the status for the whole answer: its body is read past, and whatever is wrong with it is no failure, be it
         * too large, compressed or broken off. One that does not end in time still fails the call, whose connection is busy
         * with it. Default: a body that cannot be read is a failure.
         *
         * @return this
         */
        public Builder ignoreBody() {
            this.ignoresBody = true;
            return this;
        }

        /**
         * Makes the call.
         *
         * @return an immutable call
         */
        public HttpCall build() {
            return new HttpCall(this);
        }
    }
}
