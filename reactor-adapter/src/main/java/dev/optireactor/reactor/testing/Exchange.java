package dev.optireactor.reactor.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/** A request under way: how it would be handled, and the connection on which to answer. */
final class Exchange {

    private static final int WORTH_COMPRESSING = 1024;

    private final SandboxRequest request;
    private final HttpServerResponse response;
    private final Supplier<Reply> handler;
    private final EndpointState state;
    private final Connection connection;
    private boolean settled;

    Exchange(SandboxRequest request, HttpServerResponse response, Supplier<Reply> handler, EndpointState state) {
        this.request = request;
        this.response = response;
        this.handler = handler;
        this.state = state;
        AtomicReference<Connection> found = new AtomicReference<>();
        response.withConnection(found::set);
        this.connection = Objects.requireNonNull(found.get(), "connection");
    }

    Reply handle() {
        return handler.get();
    }

    /** Completes when the connection has ended, whoever ended it. */
    Mono<Void> onClose() {
        return connection.onDispose();
    }

    Mono<Void> delay(Duration time) {
        // On the loop of the connection, so that the sandbox needs no thread of its own.
        return Mono.delay(
                        time,
                        Schedulers.fromExecutorService(connection.channel().eventLoop()))
                .then();
    }

    /** Sends an answer whose end the client will see. Counted first, so that a client that has it finds it counted. */
    Mono<Void> send(Reply reply) {
        settle(state::answered);
        begin(reply);
        byte[] body = reply.body();
        if (body.length == 0) {
            return response.send();
        }
        if (body.length >= WORTH_COMPRESSING
                && request.header("Accept-Encoding").orElse("").contains("gzip")) {
            body = gzip(body);
            response.header("Content-Encoding", "gzip");
        }
        return response.sendByteArray(Mono.just(body)).then();
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    /** Sends pieces as the body, each one at once. */
    Mono<Void> send(Reply reply, Flux<byte[]> pieces) {
        return write(reply, pieces.doOnComplete(() -> settle(state::answered)));
    }

    /** Sends the beginning of a body and ends the connection. */
    Mono<Void> cut(Reply reply, byte[] beginning) {
        settle(state::broken);
        return write(reply, Flux.just(beginning)).then(Mono.defer(this::end));
    }

    private Mono<Void> write(Reply reply, Flux<byte[]> pieces) {
        begin(reply);
        Flux<ByteBuf> buffers = pieces.map(Unpooled::wrappedBuffer);
        return response.send(buffers, each -> true).then();
    }

    private void begin(Reply reply) {
        response.status(reply.status());
        reply.headers().forEach(response::header);
    }

    private Mono<Void> end() {
        settle(state::broken);
        connection.dispose();
        return Mono.never();
    }

    /** Ends the connection without a goodbye: to linger for no time means a TCP reset. */
    Mono<Void> reset() {
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        return end();
    }

    /** Counts the outcome, the first one only: what the sandbox ends itself is cancelled afterwards. */
    synchronized void settle(Runnable outcome) {
        if (!settled) {
            settled = true;
            outcome.run();
        }
    }
}
