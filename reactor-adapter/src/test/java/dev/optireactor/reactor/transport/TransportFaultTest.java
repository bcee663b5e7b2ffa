package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.Traffic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the caller hears of services that refuse, break off, garble, dawdle or are gone. */
class TransportFaultTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final DatafileCalls datafile = new DatafileCalls(running);

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
        datafile.assertFails(RejectedException.class, failure -> {
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
                .send(datafile.call().build())
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(answer.text()).doesNotContain("revision"))
                .expectComplete()
                .verify(PATIENCE);
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
        StepVerifier.create(transport.send(datafile.call().build()))
                .then(() -> arrived(1))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(10)))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("no answer within 10000ms"))
                .verify(PATIENCE);
        datafile.assertAborted();
        transport.close().block(PATIENCE);
    }

    @Test
    void leavesTheTimeToTheCallerWhenItIsToldTo() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Transport transport = Transport.create(TransportSettings.builder().build(), time, InstantSource.system());
        StepVerifier.create(transport.send(datafile.call().withoutTimeout().build()))
                .then(() -> arrived(1))
                .then(() -> assertThat(time.getScheduledTaskCount()).isZero())
                .thenCancel()
                .verify(PATIENCE);
        datafile.assertAborted();
        transport.close().block(PATIENCE);
    }

    @Test
    void closesTheConnectionOfACancelledCall() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        StepVerifier.create(running.transport().send(datafile.call().build()))
                .then(() -> arrived(1))
                .thenCancel()
                .verify(PATIENCE);
        datafile.assertAborted();
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
                .send(datafile.call().build())
                .retryWhen(RetryPolicy.builder().build().on(Schedulers.parallel(), () -> 0))
                .map(HttpAnswer::text)
                .as(StepVerifier::create)
                .expectNext(DatafileCalls.DATAFILE)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(sandbox.received().traffic(Endpoint.DATAFILE)).isEqualTo(new Traffic(4, 2, 2, 0));
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
        datafile.assertFails(
                datafile.call().timeout(Duration.ofMillis(500)),
                RuntimeException.class,
                failure -> assertThat(printed(failure))
                        .contains("fetch datafile (http://127.0.0.1:")
                        .doesNotContain(Secrets.SDK_KEY));
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void assertDelivers() {
        running.transport()
                .send(datafile.call().build())
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(answer.text()).isEqualTo(DatafileCalls.DATAFILE))
                .expectComplete()
                .verify(PATIENCE);
    }

    private void assertUnavailable(Consumer<UnavailableException> check) {
        datafile.assertFails(UnavailableException.class, check);
    }

    private void arrived(int requests) {
        sandbox.received().onRequest().take(requests).blockLast(PATIENCE);
    }
}
