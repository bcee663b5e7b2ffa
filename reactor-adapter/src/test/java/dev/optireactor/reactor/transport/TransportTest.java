package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.ClientClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class TransportTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Transport transport =
            Transport.create(TransportSettings.builder().build(), Schedulers.parallel(), InstantSource.system());
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) ->
                    response.header("ETag", "\"1\"").send(request.receive().retain()))
            .bindNow(PATIENCE);

    @AfterEach
    void stop() {
        transport.close().block(PATIENCE);
        server.disposeNow(PATIENCE);
    }

    @Test
    void tenMinutesWithoutAByteEndAnExchangeUnlessACustomizerIsLessPatient() {
        Duration tenMinutes = Duration.ofMinutes(10);
        assertThat(responseTimeout(UnaryOperator.identity())).isEqualTo(tenMinutes);
        assertThat(responseTimeout(client -> client.responseTimeout(Duration.ofSeconds(3))))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(responseTimeout(client -> client.responseTimeout(Duration.ofMinutes(11))))
                .isEqualTo(tenMinutes);
        assertThat(responseTimeout(client -> client.responseTimeout(null))).isEqualTo(tenMinutes);
        assertThat(responseTimeout(client -> HttpClient.create())).isEqualTo(tenMinutes);
    }

    /** {@return how long an answer may pause, as it is set in the connection that the answer comes on} */
    private Duration responseTimeout(UnaryOperator<HttpClient> customizer) {
        AtomicLong millis = new AtomicLong();
        Transport customized = Transport.create(
                TransportSettings.builder()
                        .customizer(client -> customizer
                                .apply(client)
                                .doOnResponse((response, connection) -> millis.set(connection
                                        .channel()
                                        .pipeline()
                                        .get(ReadTimeoutHandler.class)
                                        .getReaderIdleTimeInMillis())))
                        .build(),
                Schedulers.parallel(),
                InstantSource.system());
        customized.send(HttpCall.get("ask", address()).build()).block(PATIENCE);
        customized.close().block(PATIENCE);
        return Duration.ofMillis(millis.get());
    }

    @Test
    void sendsTheBytesOfTheBodyAndEmitsTheAnswer() {
        byte[] body = "{\"user\":\"日本\"}".getBytes(StandardCharsets.UTF_8);
        transport
                .send(HttpCall.post("echo", address(), body).build())
                .as(StepVerifier::create)
                .assertNext(answer -> {
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(answer.body()).isEqualTo(body);
                    assertThat(answer.etag()).contains("\"1\"");
                    assertThat(answer.lastModified()).isEmpty();
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void refusesCallsAfterItWasClosed() {
        transport.close().block(PATIENCE);
        transport
                .send(HttpCall.get("echo", address()).build())
                .as(StepVerifier::create)
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
    }

    @Test
    void sendsEachBodyThatAPreparedCallIsGiven() {
        Function<byte[], Mono<HttpAnswer>> call =
                transport.prepare(HttpCall.post("echo", address()).build());
        Flux.just("first", "second")
                .concatMap(body -> call.apply(body.getBytes(StandardCharsets.UTF_8)))
                .map(HttpAnswer::text)
                .as(StepVerifier::create)
                .expectNext("first", "second")
                .expectComplete()
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
        call.apply(new byte[0])
                .as(StepVerifier::create)
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
    }

    @Test
    void writesHeadAndBodyOfKnownLengthAtOnce() {
        List<String> writes = new CopyOnWriteArrayList<>();
        Transport observed = transport(client -> client.doOnChannelInit(
                (observer, channel, remote) -> channel.pipeline().addFirst(new WriteRecorder(writes))));
        observed.send(HttpCall.post("echo", address(), "{}".repeat(2_000).getBytes(StandardCharsets.UTF_8))
                        .build())
                .block(PATIENCE);
        assertThat(writes)
                .singleElement()
                .asString()
                .startsWith("POST / HTTP/1.1\r\n")
                .containsIgnoringCase("\r\ncontent-length: 4000\r\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("{}");
        observed.close().block(PATIENCE);
    }

    /** Keeps what goes out between one flush and the next. */
    private static final class WriteRecorder extends ChannelOutboundHandlerAdapter {

        private final List<String> writes;
        private final StringBuilder unflushed = new StringBuilder();

        WriteRecorder(List<String> writes) {
            this.writes = writes;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            unflushed.append(((ByteBuf) message).toString(StandardCharsets.UTF_8));
            super.write(context, message, promise);
        }

        @Override
        public void flush(ChannelHandlerContext context) throws Exception {
            if (!unflushed.isEmpty()) {
                writes.add(unflushed.toString());
                unflushed.setLength(0);
            }
            super.flush(context);
        }
    }

    private static Transport transport(UnaryOperator<HttpClient> customizer) {
        return Transport.create(
                TransportSettings.builder().customizer(customizer).build(),
                Schedulers.parallel(),
                InstantSource.system());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }
}
