package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.failure.BodyTooLargeException;
import dev.optireactor.reactor.failure.MalformedBodyException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the body of one answer. Both limits are enforced piece by piece, so that neither a body without an end nor a
 * few bytes that inflate to gigabytes take more memory than the limits allow.
 */
final class BodyReader implements AutoCloseable {

    /** How large a body may be, as it is received and after decompression. */
    record Limits(int wireBytes, int bodyBytes) {

        static Limits of(HttpCall call, int otherwise) {
            return new Limits(
                    call.maxWireBytes().orElse(otherwise), call.maxBodyBytes().orElse(otherwise));
        }
    }

    private final HttpCall call;
    private final Limits limits;
    private final BoundedBytes body;
    private final @Nullable GzipInflater inflater;
    private long received;

    private BodyReader(HttpCall call, Limits limits, @Nullable GzipInflater inflater) {
        this.call = call;
        this.limits = limits;
        this.inflater = inflater;
        this.body = new BoundedBytes(limits.bodyBytes());
    }

    /**
     * Reads all pieces. An error, also one that the headers are reason enough for, cancels the pieces that are to come,
     * which closes their connection.
     */
    static Mono<byte[]> read(HttpCall call, Limits limits, HttpHeaders headers, Flux<byte[]> pieces) {
        return Mono.using(
                () -> openOrCancel(call, limits, headers, pieces),
                reader -> pieces.doOnNext(reader::accept).then(Mono.fromSupplier(reader::finish)));
    }

    /**
     * Reads past all pieces, so that their connection can serve another call. Completes whatever becomes of them; those
     * beyond the limit are cancelled, which closes the connection.
     */
    static Mono<Void> skip(Limits limits, Flux<byte[]> pieces) {
        return pieces.scan(0L, (received, piece) -> received + piece.length)
                .takeUntil(received -> received > limits.wireBytes())
                .onErrorComplete()
                .then();
    }

    private static BodyReader openOrCancel(HttpCall call, Limits limits, HttpHeaders headers, Flux<byte[]> pieces) {
        try {
            return open(call, limits, headers);
        } catch (BodyTooLargeException | MalformedBodyException unreadable) {
            pieces.subscribe(unread -> {}, lost -> {}).dispose();
            throw unreadable;
        }
    }

    private static BodyReader open(HttpCall call, Limits limits, HttpHeaders headers) {
        if (headers.getInt(HttpHeaderNames.CONTENT_LENGTH, 0) > limits.wireBytes()) {
            throw wireLimit(call, limits);
        }
        String encoding = headers.get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (encoding.equalsIgnoreCase("gzip")) {
            return new BodyReader(call, limits, new GzipInflater());
        }
        if (encoding.equalsIgnoreCase("identity")) {
            return new BodyReader(call, limits, null);
        }
        throw new MalformedBodyException(call.label(), "the body has a content encoding that was not asked for", null);
    }

    private void accept(byte[] piece) {
        received += piece.length;
        if (received > limits.wireBytes()) {
            throw wireLimit(call, limits);
        }
        try {
            if (inflater == null) {
                body.write(piece, 0, piece.length);
            } else {
                inflater.write(piece, body);
            }
        } catch (BoundedBytes.Exceeded exceeded) {
            throw new BodyTooLargeException(call.label(), limits.bodyBytes(), "decompressed");
        } catch (DataFormatException defect) {
            throw new MalformedBodyException(call.label(), "the body is not valid gzip", defect);
        }
    }

    private byte[] finish() {
        // An empty body needs no gzip header: a 204 or 304 may name the encoding that its 200 would have.
        if (inflater != null && received > 0 && !inflater.isComplete()) {
            throw new MalformedBodyException(call.label(), "the gzip body ends too early", null);
        }
        return body.toByteArray();
    }

    private static BodyTooLargeException wireLimit(HttpCall call, Limits limits) {
        return new BodyTooLargeException(call.label(), limits.wireBytes(), "received");
    }

    @Override
    public void close() {
        if (inflater != null) {
            inflater.close();
        }
    }
}
