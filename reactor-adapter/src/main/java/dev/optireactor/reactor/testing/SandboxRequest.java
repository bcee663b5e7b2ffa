package dev.optireactor.reactor.testing;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.MalformedJsonException;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request that the sandbox received. Immutable. */
public final class SandboxRequest {

    private final Endpoint endpoint;
    private final long number;
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private final byte[] body;

    SandboxRequest(Endpoint endpoint, long number, String method, String path, HttpHeaders headers, byte[] body) {
        this.endpoint = endpoint;
        this.number = number;
        this.method = method;
        this.path = path;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> this.headers.putIfAbsent(header.getKey(), header.getValue()));
        this.body = body;
    }

    /** {@return the service that was addressed} */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** {@return the place of the request among those of its endpoint, from 1} */
    public long number() {
        return number;
    }

    /** {@return the HTTP method, in capitals} */
    public String method() {
        return method;
    }

    /** {@return the path of the address, percent-decoded, without the query} */
    public String path() {
        return path;
    }

    /**
     * Returns a header; the first one if there are several.
     *
     * @param name its name, in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** {@return a copy of the body; empty when there is none} */
    public byte[] body() {
        return body.clone();
    }

    /** {@return the body as text in UTF-8} */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * Reads the body as JSON.
     *
     * @return a {@link Map}, {@link List}, {@link String}, {@link Number} or {@link Boolean}, or null for {@code null}
     * @throws MalformedJsonException if it is not JSON in UTF-8
     */
    public @Nullable Object json() {
        return JsonText.parse(body);
    }

    int length() {
        return body.length;
    }

    /** For logs and failed assertions; without headers and body, which may hold keys and user ids. */
    @Override
    public String toString() {
        return endpoint + " #" + number + " " + method + " (" + body.length + " bytes)";
    }
}
