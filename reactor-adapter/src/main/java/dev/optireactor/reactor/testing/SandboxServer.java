package dev.optireactor.reactor.testing;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** Listens on loopback, and can stop and start listening on the same port. */
final class SandboxServer {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    /** Of its own: an application that is stopped may dispose Reactor Netty's before it has sent its last events. */
    private final LoopResources loops = LoopResources.create("optimizely-sandbox", 1, true);

    private volatile int port;
    private volatile @Nullable DisposableServer listening;

    SandboxServer(int port, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> handler) {
        this.port = port;
        this.handler = handler;
    }

    Mono<Void> listen() {
        return Mono.defer(() -> HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(port)
                .doOnChannelInit((observer, channel, address) -> connections.add(channel))
                .handle(handler)
                .bind()
                .doOnNext(this::bound)
                .then());
    }

    private void bound(DisposableServer server) {
        listening = server;
        port = server.port();
    }

    /** Stops listening and ends all connections. */
    Mono<Void> stop() {
        return Mono.defer(() -> {
            DisposableServer server = listening;
            if (server == null) {
                return Mono.empty();
            }
            listening = null;
            server.dispose();
            // Only once nobody listens, so that no connection is accepted after the last one was ended.
            return server.onDispose().then(FutureMono.deferFuture(connections::close));
        });
    }

    /** Stops for good. */
    Mono<Void> close() {
        return stop().then(Mono.defer(() -> loops.disposeLater(Duration.ZERO, LONGEST_END)));
    }

    /** The port, which stays the same once it was bound; 0 before. */
    int port() {
        return port;
    }
}
