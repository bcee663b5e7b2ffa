package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.reactor.datafile.DatafileStatus;
import dev.optireactor.reactor.fixture.Secrets;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** The client over TLS, which is how it meets the true services; the sandbox speaks without. */
class HttpsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static DisposableServer server;

    @BeforeAll
    static void startServer(@TempDir Path directory) throws Exception {
        KeyManagerFactory keys = keys(directory.resolve("localhost.p12"));
        SslContext certified = SslContextBuilder.forServer(keys).build();
        server = HttpServer.create()
                .host("localhost")
                .port(0)
                .secure(tls -> tls.sslContext(certified))
                .route(routes -> routes.get(
                                "/datafile",
                                (request, response) -> response.sendString(
                                        Mono.just(SampleProject.simple("1").json())))
                        .post(
                                "/events",
                                (request, response) -> request.receive()
                                        .then(response.status(204).send())))
                .bindNow(PATIENCE);
    }

    /** A certificate for {@code localhost}, which nobody trusts. */
    private static KeyManagerFactory keys(Path file)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String command =
                "-genkeypair -alias localhost -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2"
                        + " -storetype PKCS12 -storepass " + new String(PASSWORD) + " -keystore";
        ProcessBuilder making = new ProcessBuilder(keytool.toString());
        making.command().addAll(List.of(command.split(" ")));
        making.command().add(file.toString());
        assertThat(making.redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys;
    }

    @AfterAll
    static void stopServer() {
        server.disposeNow(PATIENCE);
    }

    @Test
    void aDatafileIsFetchedAndEventsAreDelivered() throws SSLException {
        SslContext trusting = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .build();
        ReactiveOptimizely client = client(http -> http.secure(tls -> tls.sslContext(trusting)));
        client.ready().block(PATIENCE);
        ClientScene.user(client, Secrets.ANNA)
                .decide("flag")
                .as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        client.close()
                .as(StepVerifier::create)
                .assertNext(outcome -> assertThat(outcome.events().delivered()).isEqualTo(1))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aServerThatNobodyTrustsIsRefusedByDefault() {
        ReactiveOptimizely client = client(UnaryOperator.identity());
        client.status()
                .ofType(DatafileStatus.Interrupted.class)
                .next()
                .as(StepVerifier::create)
                .assertNext(status -> assertThat(status.lastFailure())
                        .hasRootCauseInstanceOf(CertPathBuilderException.class)
                        .hasStackTraceContaining(SSLHandshakeException.class.getName()))
                .expectComplete()
                .verify(PATIENCE);
        client.close().block(PATIENCE);
    }

    private static ReactiveOptimizely client(UnaryOperator<HttpClient> tls) {
        URI address = URI.create("https://localhost:" + server.port());
        return ReactiveOptimizely.builder()
                .polling(polling -> polling.url(address + "/datafile").interval(Duration.ofDays(1)))
                .events(events -> events.endpoint(address.resolve("/events")))
                .http(http -> http.customizer(tls))
                .build();
    }
}
