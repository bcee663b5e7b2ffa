package dev.optireactor.reactor.segment;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.datafile.PausedTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What becomes of a batch for the Data Platform, as it is answered or not. */
class OdpAnswersTest {

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.ODP_EVENTS);

    @Test
    void triesThreeTimesMoreAfterGrowingWaits() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.status(503));
        PausedTimer paused = new PausedTimer();
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.batchSize(1)), paused);
        fixture.offer(1);
        int attempts = 1;
        for (long wait : new long[] {200, 400, 800}) {
            assertThat(paused.awaitPause()).isEqualTo(Duration.ofMillis(wait));
            paused.pass(Duration.ofMillis(wait - 1));
            assertThat(fixture.requests()).hasSize(attempts);
            paused.pass(Duration.ofMillis(1));
            edge.sandbox().received().onRequest().take(++attempts).blockLast(PATIENCE);
        }
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.requests()).hasSize(4);
        assertThat(fixture.requests())
                .extracting(SandboxRequest::text)
                .containsOnly(fixture.requests().get(0).text());
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(1, 0, Map.of(DropReason.RETRIES_EXHAUSTED, 1L), 0, 0));
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ODP event send failed (Failed after 3 retries: 1 events).");
    }

    @Test
    void waitsLongerIfTheAnswerAsksForItButNotMoreThanTenSeconds() {
        edge.sandbox()
                .faults(
                        Endpoint.ODP_EVENTS,
                        Fault.status(503, Duration.ofSeconds(7)),
                        Fault.status(503, Duration.ofMinutes(7)));
        PausedTimer paused = new PausedTimer();
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.batchSize(1)), paused);
        fixture.offer(1);
        assertThat(paused.passPause()).isEqualTo(Duration.ofMillis(7_200));
        assertThat(paused.passPause()).isEqualTo(Duration.ofMillis(10_400));
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.events.statistics().delivered()).isEqualTo(1);
    }

    @Test
    void deliversAfterFailuresThatPass() {
        edge.sandbox().faults(Endpoint.ODP_EVENTS, Fault.status(500), Fault.reset(), Fault.silence());
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        Transport transport = Transport.create(TransportSettings.builder().build(), time, InstantSource.system());
        OdpFixture fixture = new OdpFixture(
                edge,
                OdpFixture.settings(events -> events.retryDelay(Duration.ofMillis(1), Duration.ofMillis(1))),
                transport);
        fixture.offer(10);
        edge.sandbox().received().onRequest().take(3).blockLast(PATIENCE);
        time.advanceTimeBy(Duration.ofSeconds(10));
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(edge.sandbox().received().odpEvents()).hasSize(10);
        assertThat(fixture.requests()).hasSize(4);
        assertThat(fixture.events.statistics().delivered()).isEqualTo(10);
        assertThat(log.at(Level.WARN)).isEmpty();
        transport.close().block(PATIENCE);
    }

    @Test
    void countsABatchAsDeliveredByItsStatusWhateverTheBodyOfTheAnswer() {
        edge.sandbox()
                .faults(
                        Endpoint.ODP_EVENTS,
                        Fault.oversized(3 << 20),
                        Fault.gzipBomb(3 << 20),
                        Fault.garbled(),
                        Fault.truncated());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.timeout(PATIENCE)));
        fixture.offer(40);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.events.statistics()).isEqualTo(new OdpStatistics(40, 40, Map.of(), 0, 0));
        assertThat(edge.sandbox().received().odpEvents()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 408, 413, 429})
    void dropsWhatIsRefusedAndGoesOn(int status) {
        edge.sandbox().faults(Endpoint.ODP_EVENTS, Fault.answer(status, "user a@b.c is unknown"));
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.offer(10);
        fixture.events.flush().block(PATIENCE);
        fixture.offer(10);
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(2);
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(20, 10, Map.of(DropReason.REJECTED, 10L), 0, 0));
        assertThat(fixture.listener.counts()).containsExactly("10 REJECTED", "10 delivered");
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ODP event send failed (HTTP status " + status + ").");
        assertThat(log.at(Level.INFO)).containsExactly("works again after 1 failure(s)");
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains("a@b.c"));
    }
}
