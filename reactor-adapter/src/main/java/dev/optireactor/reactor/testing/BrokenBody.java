package dev.optireactor.reactor.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** Answers whose body is wrong. Each is made while it is sent, so that its size costs the sandbox no memory. */
final class BrokenBody {

    private static final int PIECE = 1 << 16;
    private static final int MISSING = 1000;

    private BrokenBody() {}

    static Mono<Void> truncated(Exchange exchange) {
        Reply reply = plain(exchange.handle());
        byte[] half = Arrays.copyOf(reply.body(), (reply.body().length + 1) / 2);
        String announced = Integer.toString(reply.body().length + MISSING);
        return exchange.cut(with(reply, "Content-Length", announced), half);
    }

    static Mono<Void> garbled(Exchange exchange) {
        Reply reply = plain(exchange.handle());
        byte[] wrong = reply.body().clone();
        for (int at = 0; at < wrong.length; at++) {
            // Turns letters, digits and brackets into bytes that neither JSON nor UTF-8 allows to begin with.
            wrong[at] ^= (byte) 0x80;
        }
        return exchange.send(new Reply(reply.status(), reply.headers(), wrong));
    }

    static Mono<Void> oversized(Exchange exchange, long bytes) {
        Reply reply = plain(exchange.handle());
        byte[] blanks = new byte[PIECE];
        Arrays.fill(blanks, (byte) ' ');
        long padding = Math.max(0, bytes - reply.body().length);
        Flux<byte[]> pieces = Flux.generate(() -> padding, (Long left, SynchronousSink<byte[]> sink) -> {
            if (left == 0) {
                sink.complete();
                return left;
            }
            int length = (int) Math.min(left, PIECE);
            sink.next(length == PIECE ? blanks : Arrays.copyOf(blanks, length));
            return left - length;
        });
        return exchange.send(reply, pieces.startWith(reply.body()));
    }

    static Mono<Void> gzipBomb(Exchange exchange, long inflatedBytes) {
        Reply reply = with(plain(exchange.handle()), "Content-Encoding", "gzip");
        return exchange.send(
                reply, Flux.generate(() -> new GzipBlanks(inflatedBytes), GzipBlanks::next, GzipBlanks::close));
    }

    static Mono<Void> trickle(Exchange exchange, Duration pause) {
        Reply reply = plain(exchange.handle());
        byte[] body = reply.body();
        Flux<byte[]> pieces =
                Flux.range(0, body.length).concatMap(at -> exchange.delay(pause).thenReturn(new byte[] {body[at]}), 1);
        return exchange.send(with(reply, "Content-Length", Integer.toString(body.length)), pieces);
    }

    /** The answer with a body that is not compressed and not empty, for an empty one cannot be wrong. */
    private static Reply plain(Reply reply) {
        if (reply.status() == 204 || reply.status() == 304 || reply.body().length == 0) {
            return new Reply(200, Map.of(), "{\"status\":\"accepted\"}".getBytes(StandardCharsets.UTF_8));
        }
        return reply;
    }

    private static Reply with(Reply reply, String name, String value) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put(name, value);
        return new Reply(reply.status(), headers, reply.body());
    }

    /** Compresses blanks, a piece at a time. */
    private static final class GzipBlanks {

        private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        private final GZIPOutputStream gzip;
        private final byte[] blanks = new byte[PIECE];
        private long left;

        GzipBlanks(long inflatedBytes) throws IOException {
            this.left = inflatedBytes;
            this.gzip = new GZIPOutputStream(compressed);
            Arrays.fill(blanks, (byte) ' ');
        }

        GzipBlanks next(SynchronousSink<byte[]> sink) {
            try {
                while (compressed.size() == 0 && left > 0) {
                    int length = (int) Math.min(left, PIECE);
                    gzip.write(blanks, 0, length);
                    left -= length;
                    if (left == 0) {
                        gzip.finish();
                    }
                }
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            if (compressed.size() == 0) {
                sink.complete();
            } else {
                sink.next(compressed.toByteArray());
                compressed.reset();
            }
            return this;
        }

        void close() {
            try {
                gzip.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
