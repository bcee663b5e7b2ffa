package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.BodyTooLargeException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.FaultPlan;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.Traffic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class TransportFaultTest {

    private static final String KEY = Secrets.SDK_KEY;
    private static final String DATAFILE = "{\"revision\":\"" + "4".repeat(2000) + "\"}";

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();

    @BeforeEach
    void putDatafile() {
        sandbox.datafile(KEY, DATAFILE);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void callsAStatusUnavailableThatMayPass(int status) {
        sandbox.fault(Endpoint.DATAFILE, Fault.status(status));
        assertUnavailable(failure -> assertThat(failure.status()).isEqualTo(OptionalInt.of(status)));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 302, 304, 400, 401, 403, 404, 413})
    void callsAStatusRejectedThatWillNotPass(int status) {
        sandbox.fault(Endpoint.DATAFILE, Fault.answer(status, status == 304 ? "" : "because of x".repeat(100)));
        assertFails(RejectedException.class, failure -> {
            assertThat(failure.status()).isEqualTo(status);
            assertThat(failure.excerpt()).hasSizeLessThanOrEqualTo(200);
            assertThat(failure).hasMessageNotContaining("because of x");
        });
    }

    @Test
    void tellsHowLongTheAnswerAskedToWait() {
        sandbox.fault(Endpoint.DATAFILE, Fault.status(503, Duration.ofSeconds(7)));
        assertUnavailable(failure -> assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void reportsTheStatusOfARefusalWhoseBodyIsTooLarge() {
        sandbox.fault(Endpoint.DATAFILE, Fault.answer(404, "x".repeat(10_000)));
        assertFails(
                running.datafileCall(KEY).maxBodyBytes(1000),
                RejectedException.class,
                failure -> assertThat(failure.status()).isEqualTo(404));
    }

    @Test
    void callsAResetUnavailable() {
        sandbox.fault(Endpoint.DATAFILE, Fault.reset());
        assertUnavailable(failure -> assertThat(failure.status()).isEmpty());
        assertThat(sandbox.received().traffic(Endpoint.DATAFILE)).isEqualTo(new Traffic(1, 0, 1, 0));
    }

    @Test
    void sendsARequestOnceAlsoWhenTheConnectionBreaks() {
        running.sendBatch("first").block(PATIENCE);
        sandbox.fault(Endpoint.EVENTS, Fault.lostAnswer());
        running.sendBatch("second")
                .as(StepVerifier::create)
                .expectError(UnavailableException.class)
                .verify(PATIENCE);
        assertThat(sandbox.received().batches()).hasSize(2);
    }

    @Test
    void callsATruncatedBodyUnavailable() {
        sandbox.fault(Endpoint.DATAFILE, Fault.truncated());
        assertUnavailable(failure -> assertThat(failure.status()).isEmpty());
    }

    @Test
    void handsOnAGarbledBodyForItsReaderToJudge() {
        sandbox.fault(Endpoint.DATAFILE, Fault.garbled());
        running.transport()
                .send(running.datafileCall(KEY).build())
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(answer.text()).doesNotContain("revision"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void stopsReadingABodyThatIsTooLarge() {
        sandbox.fault(Endpoint.DATAFILE, Fault.oversized(1L << 30));
        assertFails(
                BodyTooLargeException.class,
                failure -> assertThat(failure.limit()).isEqualTo(1 << 20));
        assertAborted();
    }

    @Test
    void refusesABodyThatAnnouncesToBeTooLarge() {
        assertFails(
                HttpCall.get("fetch datafile", uri()).maxWireBytes(100),
                BodyTooLargeException.class,
                failure -> assertThat(failure.limit()).isEqualTo(100));
    }

    @Test
    void stopsInflatingAGzipBomb() {
        sandbox.fault(Endpoint.DATAFILE, Fault.gzipBomb(1L << 40));
        assertFails(
                running.datafileCall(KEY).maxBodyBytes(1 << 20),
                BodyTooLargeException.class,
                failure -> assertThat(failure.limit()).isEqualTo(1 << 20));
        assertAborted();
    }

    @Test
    void inflatesABodyWithinItsLimit() {
        sandbox.fault(Endpoint.DATAFILE, Fault.gzipBomb(1 << 20));
        running.transport()
                .send(running.datafileCall(KEY).maxBodyBytes(1 << 20).build())
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(answer.body()).hasSize(1 << 20))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void refusesARedirectThatItWasNotToldToFollow() {
        sandbox.fault(Endpoint.DATAFILE, Fault.redirect(sandbox.uri().resolve("/elsewhere")));
        assertFails(
                RejectedException.class, failure -> assertThat(failure.status()).isEqualTo(302));
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        assertGivesUp(Fault.silence());
    }

    @Test
    void givesUpOnAnAnswerThatTrickles() {
        assertGivesUp(Fault.trickle(Duration.ofMillis(100)));
    }

    private void assertGivesUp(Fault fault) {
        sandbox.fault(Endpoint.DATAFILE, fault);
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Transport transport = Transport.create(TransportSettings.builder().build(), time, InstantSource.system());
        StepVerifier.create(transport.send(running.datafileCall(KEY).build()))
                .then(() -> arrived(1))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("no answer within 10000ms"))
                .verify(PATIENCE);
        assertAborted();
        transport.close().block(PATIENCE);
    }

    @Test
    void leavesTheTimeToTheCallerWhenItIsToldTo() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Transport transport = Transport.create(TransportSettings.builder().build(), time, InstantSource.system());
        StepVerifier.create(transport.send(
                        running.datafileCall(KEY).withoutTimeout().build()))
                .then(() -> arrived(1))
                .then(() -> assertThat(time.getScheduledTaskCount()).isZero())
                .thenCancel()
                .verify(PATIENCE);
        assertAborted();
        transport.close().block(PATIENCE);
    }

    @Test
    void closesTheConnectionOfACancelledCall() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        StepVerifier.create(running.transport().send(running.datafileCall(KEY).build()))
                .then(() -> arrived(1))
                .thenCancel()
                .verify(PATIENCE);
        assertAborted();
    }

    @Test
    void isRefusedWhileNobodyListensAndRecovers() {
        sandbox.refuseConnections().block(PATIENCE);
        assertUnavailable(failure -> assertThat(failure.status()).isEmpty());
        sandbox.acceptConnections().block(PATIENCE);
        assertDelivers();
    }

    @Test
    void retriesUntilTheAnswerIsGood() {
        sandbox.faults(Endpoint.DATAFILE, Fault.status(503), Fault.reset(), Fault.truncated());
        running.transport()
                .send(running.datafileCall(KEY).build())
                .retryWhen(RetryPolicy.builder().build().on(Schedulers.parallel(), () -> 0))
                .map(HttpAnswer::text)
                .as(StepVerifier::create)
                .expectNext(DATAFILE)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(sandbox.received().traffic(Endpoint.DATAFILE)).isEqualTo(new Traffic(4, 2, 2, 0));
    }

    @Test
    void servesManyCallsAtOnceOnAFewConnections() {
        sandbox.fault(Endpoint.EVENTS, FaultPlan.everyNth(10, Fault.status(500)));
        Transport transport = Transport.create(
                TransportSettings.builder().maxConnections(4).build(), Schedulers.parallel(), InstantSource.system());
        HttpCall call = running.batchCall("anna").build();
        Flux.range(0, 500)
                .flatMap(
                        each -> transport
                                .send(call)
                                .retryWhen(RetryPolicy.builder().build().on(Schedulers.parallel(), () -> 0.1)),
                        500)
                .count()
                .as(StepVerifier::create)
                .expectNext(500L)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(sandbox.received().batches()).hasSize(500);
        transport.close().block(PATIENCE);
    }

    @Test
    void failsAtOnceWhenTooManyCallsWaitForAConnection() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        TransportSettings tight = TransportSettings.builder()
                .maxConnections(1)
                .maxPendingAcquires(1)
                .build();
        Transport transport = Transport.create(tight, Schedulers.parallel(), InstantSource.system());
        Mono<HttpAnswer> call = transport.send(running.datafileCall(KEY).build());
        Flux.merge(call, call, call)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("1 calls wait for a connection already; raise maxPendingAcquires"))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
    }

    @Test
    void blamesThePoolThatWasHandedInForItsOwnLimits() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        ConnectionProvider users = ConnectionProvider.builder("users")
                .maxConnections(1)
                .pendingAcquireTimeout(Duration.ofMillis(50))
                .build();
        Transport transport = Transport.create(
                TransportSettings.builder().connectionProvider(users).build(),
                Schedulers.parallel(),
                InstantSource.system());
        Mono<HttpAnswer> call = transport.send(running.datafileCall(KEY).build());
        Flux.merge(call, call)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .hasMessageEndingWith("raise the limits of the connection provider that was handed in"))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
        users.dispose();
    }

    @Test
    void limitsAnswersAsTheSettingsSay() {
        Transport transport = Transport.create(
                TransportSettings.builder().maxAnswerBytes(1_000).build(),
                Schedulers.parallel(),
                InstantSource.system());
        sandbox.fault(Endpoint.EVENTS, Fault.oversized(1_001));
        transport
                .send(running.batchCall("anna").build())
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                BodyTooLargeException.class,
                                tooLarge -> assertThat(tooLarge.limit()).isEqualTo(1_000)))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
    }

    @Test
    void saysWhichSettingLimitsTheWaitForAConnection() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        TransportSettings tight = TransportSettings.builder()
                .maxConnections(1)
                .acquireTimeout(Duration.ofMillis(50))
                .build();
        Transport transport = Transport.create(tight, Schedulers.parallel(), InstantSource.system());
        Mono<HttpAnswer> call = transport.send(running.datafileCall(KEY).build());
        Flux.merge(call, call)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("no free connection within 50ms")
                        .hasMessageContaining("maxConnections (now 1)"))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
    }

    @Test
    void leavesAConnectionProviderOfTheUserAlone() {
        ConnectionProvider users = ConnectionProvider.create("users", 1);
        Transport transport = Transport.create(
                TransportSettings.builder().connectionProvider(users).build(),
                Schedulers.parallel(),
                InstantSource.system());
        transport.send(running.datafileCall(KEY).build()).block(PATIENCE);
        transport.close().block(PATIENCE);
        assertThat(users.isDisposed()).isFalse();
        users.dispose();
    }

    @Test
    void appliesTheCustomizerButKeepsItsOwnRules() {
        TransportSettings settings = TransportSettings.builder()
                .customizer(client ->
                        client.compress(true).disableRetry(false).headers(headers -> headers.set("X-Proxy", "yes")))
                .build();
        Transport transport = Transport.create(settings, Schedulers.parallel(), InstantSource.system());
        transport.send(HttpCall.get("fetch datafile", uri()).build()).block(PATIENCE);
        assertThat(sandbox.received().requests(Endpoint.DATAFILE).get(0).header("X-Proxy"))
                .contains("yes");
        assertThat(sandbox.received().requests(Endpoint.DATAFILE).get(0).header("Accept-Encoding"))
                .isEmpty();
        transport.close().block(PATIENCE);
    }

    @Test
    void followsARedirectWithoutTellingTheTokenToAnotherHost() {
        OptimizelySandbox other = OptimizelySandbox.create().datafile(KEY, DATAFILE);
        other.start().block(PATIENCE);
        URI elsewhere = URI.create("http://localhost:" + other.uri().getPort() + "/datafiles/" + KEY + ".json");
        sandbox.fault(Endpoint.DATAFILE, Fault.redirect(elsewhere));
        HttpCall call = running.datafileCall(KEY)
                .followRedirects()
                .header("Authorization", "Bearer token")
                .build();
        assertThat(running.transport()
                        .send(call)
                        .blockOptional(PATIENCE)
                        .orElseThrow()
                        .text())
                .isEqualTo(DATAFILE);
        assertThat(other.received().requests().get(0).header("Authorization")).isEmpty();
        other.close().block(PATIENCE);
    }

    @Test
    void endsACircleOfRedirects() {
        sandbox.fault(Endpoint.DATAFILE, Fault.redirect(uri()));
        assertFails(
                running.datafileCall(KEY).followRedirects(),
                RejectedException.class,
                failure -> assertThat(failure.status()).isEqualTo(302));
        assertThat(sandbox.received().traffic(Endpoint.DATAFILE).received()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "truncated", "status", "oversized", "late", "refused"})
    void neverTellsTheAddressInAFailure(String kind) {
        switch (kind) {
            case "reset" -> sandbox.fault(Endpoint.DATAFILE, Fault.reset());
            case "truncated" -> sandbox.fault(Endpoint.DATAFILE, Fault.truncated());
            case "status" -> sandbox.fault(Endpoint.DATAFILE, Fault.status(403));
            case "oversized" -> sandbox.fault(Endpoint.DATAFILE, Fault.oversized(5 << 20));
            case "late" -> sandbox.fault(Endpoint.DATAFILE, Fault.silence());
            default -> sandbox.refuseConnections().block(PATIENCE);
        }
        assertFails(
                running.datafileCall(KEY).timeout(Duration.ofMillis(500)),
                RuntimeException.class,
                failure -> assertThat(printed(failure))
                        .contains("fetch datafile (http://127.0.0.1:")
                        .doesNotContain(KEY));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private URI uri() {
        return URI.create(sandbox.datafileTemplate().formatted(KEY));
    }

    private void assertDelivers() {
        running.transport()
                .send(running.datafileCall(KEY).build())
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(answer.text()).isEqualTo(DATAFILE))
                .expectComplete()
                .verify(PATIENCE);
    }

    private void assertUnavailable(Consumer<UnavailableException> check) {
        assertFails(UnavailableException.class, check);
    }

    private <T extends Throwable> void assertFails(Class<T> type, Consumer<T> check) {
        assertFails(running.datafileCall(KEY), type, check);
    }

    private <T extends Throwable> void assertFails(HttpCall.Builder call, Class<T> type, Consumer<T> check) {
        running.transport()
                .send(call.build())
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOfSatisfying(type, check))
                .verify(PATIENCE);
    }

    private void arrived(int requests) {
        sandbox.received().onRequest().take(requests).blockLast(PATIENCE);
    }

    private void assertAborted() {
        StepVerifier.create(sandbox.received().onAbort().take(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }
}
