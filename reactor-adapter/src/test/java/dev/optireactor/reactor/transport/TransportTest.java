package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.ClientClosedException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
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

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }
}
