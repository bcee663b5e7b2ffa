package dev.optireactor.reactor.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to an {@link HttpCall}: status, body, and the headers that someone here reads. */
public final class HttpAnswer {

    private final int status;
    private final @Nullable String lastModified;
    private final @Nullable String etag;
    private final byte[] body;

    HttpAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.lastModified = headers.get(HttpHeaderNames.LAST_MODIFIED);
        this.etag = headers.get(HttpHeaderNames.ETAG);
        this.body = body;
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status: 2xx or one that the call accepts besides
     */
    public int status() {
        return status;
    }

    /**
     * Returns the header {@code Last-Modified}.
     *
     * @return its value, unchanged
     */
    public Optional<String> lastModified() {
        return Optional.ofNullable(lastModified);
    }

    /**
     * Returns the header {@code ETag}.
     *
     * @return its value, unchanged, with its quotes
     */
    public Optional<String> etag() {
        return Optional.ofNullable(etag);
    }

    /**
     * Returns the body, decompressed. The array is not copied: only one consumer may keep or change it.
     *
     * @return the bytes; empty when there is no body, or the call ignores it
     */
    public byte[] body() {
        return body;
    }

    /**
     * Returns the body as text in UTF-8.
     *
     * @return the text; empty when there is no body
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
