package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.BodyTooLargeException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** How much of a body is read, and what the caller hears of one that is too large. */
class BodyLimitsTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final DatafileCalls datafile = new DatafileCalls(running);

    @Test
    void stopsReadingABodyThatIsTooLarge() {
        sandbox.fault(Endpoint.DATAFILE, Fault.oversized(1L << 30));
        datafile.assertFails(
                BodyTooLargeException.class,
                failure -> assertThat(failure.limit()).isEqualTo(1 << 20));
        datafile.assertAborted();
    }

    @Test
    void refusesABodyThatAnnouncesToBeTooLarge() {
        datafile.assertFails(
                HttpCall.get("fetch datafile", datafile.uri()).maxWireBytes(100),
                BodyTooLargeException.class,
                failure -> assertThat(failure.limit()).isEqualTo(100));
    }

    @Test
    void stopsInflatingAGzipBomb() {
        sandbox.fault(Endpoint.DATAFILE, Fault.gzipBomb(1L << 40));
        datafile.assertFails(
                datafile.call().maxBodyBytes(1 << 20),
                BodyTooLargeException.class,
                failure -> assertThat(failure.limit()).isEqualTo(1 << 20));
        datafile.assertAborted();
    }

    @Test
    void inflatesABodyWithinItsLimit() {
        sandbox.fault(Endpoint.DATAFILE, Fault.gzipBomb(1 << 20));
        running.transport()
                .send(datafile.call().maxBodyBytes(1 << 20).build())
                .as(StepVerifier::create)
                .assertNext(answer -> assertThat(answer.body()).hasSize(1 << 20))
                .expectComplete()
                .verify(PATIENCE);
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
    void reportsTheStatusOfARefusalWhoseBodyIsTooLarge() {
        sandbox.fault(Endpoint.DATAFILE, Fault.answer(404, "x".repeat(10_000)));
        datafile.assertFails(
                datafile.call().maxBodyBytes(1000),
                RejectedException.class,
                failure -> assertThat(failure.status()).isEqualTo(404));
    }
}
