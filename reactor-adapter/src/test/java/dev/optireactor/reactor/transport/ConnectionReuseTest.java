package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ObservedConnections;
import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What becomes of a connection when its exchange is over, whatever the answer was. */
class ConnectionReuseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS = 20;

    private final ObservedConnections connections = new ObservedConnections();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(ConnectionReuseTest::answer)
            .bindNow(PATIENCE);
    private Transport transport = transport(connections::observe);

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.path()) {
            case "busy" -> response.status(503).sendString(Mono.just("later"));
            case "nothing" -> response.status(204).send();
            case "brotli" -> response.header("Content-Encoding", "br").sendString(Mono.just("who asked for it?"));
            case "cut" ->
                response.header("Content-Encoding", "gzip").sendByteArray(Mono.fromCallable(ConnectionReuseTest::cut));
            default -> response.sendString(Mono.just("ok"));
        };
    }

    private static byte[] cut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a body".getBytes(StandardCharsets.UTF_8));
        }
        return Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9);
    }

    @AfterEach
    void stop() {
        transport.close().block(PATIENCE);
        server.disposeNow(PATIENCE);
    }

    private Transport transport(UnaryOperator<HttpClient> customizer) {
        return Transport.create(
                TransportSettings.builder()
                        .maxConnections(2)
                        .customizer(customizer)
                        .build(),
                Schedulers.parallel(),
                InstantSource.system());
    }

    private Mono<HttpAnswer> call(String path) {
        return transport.send(get(path).build());
    }

    private HttpCall.Builder get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/" + path);
        return HttpCall.get("ask", uri).acceptGzip();
    }

    private void chain(String path, Object end) {
        chain(call(path), end);
    }

    /** Makes each call from within the signal that ends the one before; all have to end with this status or failure. */
    private void chain(Mono<HttpAnswer> call, Object end) {
        Mono<Object> chain = Mono.just(end);
        for (int i = 0; i < CALLS; i++) {
            Mono<Object> next =
                    call.<Object>map(HttpAnswer::status).onErrorResume(failure -> Mono.just(failure.getClass()));
            chain = chain.flatMap(before -> {
                assertThat(before).isEqualTo(end);
                return next;
            });
        }
        assertThat(chain.block(PATIENCE)).isEqualTo(end);
    }

    @Test
    void theNextCallGetsTheConnectionOfTheAnswer() {
        chain("ok", 200);
        chain("nothing", 204);
        assertThat(connections.made()).isEqualTo(1);
    }

    @Test
    void theNextCallGetsTheConnectionOfARefusal() {
        chain("busy", UnavailableException.class);
        assertThat(connections.made()).isEqualTo(1);
    }

    @Test
    void theNextCallGetsTheConnectionOfAnAnswerWhoseBodyIsIgnored() {
        chain(transport.send(get("ok").ignoreBody().build()), 200);
        chain(transport.send(get("nothing").ignoreBody().build()), 204);
        chain(transport.send(get("brotli").ignoreBody().build()), 200);
        chain(transport.send(get("cut").ignoreBody().build()), 200);
        assertThat(connections.made()).isEqualTo(1);
    }

    @Test
    void aBodyThatIsIgnoredButTooLargeEndsItsConnection() {
        chain(transport.send(get("ok").ignoreBody().maxWireBytes(1).build()), 200);
        assertThat(connections.made()).isEqualTo(CALLS);
    }

    @Test
    void aBodyThatIsNoGoodButCompleteLeavesItsConnectionOpen() {
        chain("cut", MalformedBodyException.class);
        assertThat(connections.made()).isLessThanOrEqualTo(2);
        assertThat(connections.open()).isEqualTo(connections.made());
    }

    @Test
    void bodiesThatAreNotReadDisturbNoOtherCall() {
        assertNeighboursAreAnswered();
    }

    @Test
    void bodiesThatAreNotReadDisturbNoOtherCallThoughSignalsAreMovedToAnotherThread() {
        transport.close().block(PATIENCE);
        transport = transport(client -> client.mapConnect(connection -> connection.publishOn(Schedulers.parallel())));
        assertNeighboursAreAnswered();
    }

    private void assertNeighboursAreAnswered() {
        AtomicInteger refused = new AtomicInteger();
        Flux.range(0, 10 * CALLS)
                .flatMap(
                        i -> i % 2 == 0
                                ? call("ok").map(HttpAnswer::text)
                                : call("brotli")
                                        .map(HttpAnswer::text)
                                        .doOnError(MalformedBodyException.class, error -> refused.incrementAndGet())
                                        .onErrorComplete(MalformedBodyException.class),
                        8)
                .collectList()
                .doOnNext(answers -> assertThat(answers).hasSize(5 * CALLS).containsOnly("ok"))
                .block(PATIENCE);
        assertThat(refused).hasValue(5 * CALLS);
    }

    @Test
    void signalsThatAreMovedToAnotherThreadAreStillAnswers() {
        transport.close().block(PATIENCE);
        transport = transport(client -> client.mapConnect(connection -> connection.publishOn(Schedulers.parallel())));
        Flux.range(0, CALLS)
                .concatMap(i -> call(i % 2 == 0 ? "ok" : "nothing"))
                .count()
                .doOnNext(answers -> assertThat(answers).isEqualTo(CALLS))
                .block(PATIENCE);
    }
}
