package dev.optireactor.reactor.segment;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.FaultPlan;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Events for the Data Platform that find no room or no time: they are lost, but accounted for. */
class OdpLossTest {

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.ODP_EVENTS);

    @Test
    void dropsNewEventsWhenTheQueueIsFull() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.queueCapacity(20)));
        fixture.offer(25);
        OdpStatistics statistics = fixture.events.statistics();
        assertThat(statistics.offered()).isEqualTo(25);
        assertThat(statistics.pending()).isEqualTo(20);
        assertThat(statistics.dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 5L));
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ODP event send failed (Queue is full).");
        fixture.events.close(Duration.ZERO).block(PATIENCE);
    }

    @Test
    void holdsTenThousandEventsByDefault() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.offer(10_001);
        OdpStatistics statistics = fixture.events.statistics();
        assertThat(statistics.pending()).isEqualTo(10_000);
        assertThat(statistics.dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
        fixture.events.close(Duration.ZERO).block(PATIENCE);
    }

    @Test
    void dropsNewEventsWhenTheQueueHoldsTooManyBytes() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.queueBytes(2_000)));
        fixture.send("a", OdpFixture.EMAIL, Map.of("text", "x".repeat(1_500)))
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        fixture.send("a", OdpFixture.EMAIL, Map.of("text", "x".repeat(1_500)))
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.events.statistics().pendingBytes()).isBetween(1_500L, 2_000L);
        assertThat(fixture.events.statistics().dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
        fixture.events.close(Duration.ZERO).block(PATIENCE);
    }

    @Test
    void refusesEventsAfterClose() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.events.close(PATIENCE).block(PATIENCE);
        fixture.offer(2);
        assertThat(fixture.events.statistics()).isEqualTo(new OdpStatistics(2, 0, Map.of(DropReason.CLOSED, 2L), 0, 0));
        assertThat(log.at(Level.WARN))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ODP event queue is shutdown, not accepting events.");
        assertThat(edge.sandbox().received().requests()).isEmpty();
    }

    @Test
    void givesUpAtTheDeadlineOfCloseAndCancelsWhatIsUnderWay() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.concurrency(1)));
        fixture.offer(25);
        edge.sandbox().received().onRequest().next().block(PATIENCE);
        fixture.events
                .close(Duration.ofMillis(20))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(25, 0, Map.of(DropReason.ABANDONED, 25L), 0, 0));
        assertThat(log.at(Level.WARN)).containsExactly("closed before 25 event(s) were acknowledged");
        assertThat(edge.sandbox().received().onAbort().next().block(PATIENCE)).isNotNull();
        fixture.events.close(PATIENCE).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void accountsForEveryEventOfManyThreadsThroughFaults() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, FaultPlan.everyNth(5, Fault.status(500)));
        OdpFixture fixture = new OdpFixture(
                edge,
                OdpFixture.settings(events -> events.queueCapacity(2_000)
                        .batchSize(100)
                        .retries(1)
                        .retryDelay(Duration.ofMillis(1), Duration.ofMillis(1))));
        Flux.range(0, 8)
                .flatMap(thread -> Flux.range(0, 2_500)
                        .concatMap(event -> fixture.send("a", OdpFixture.EMAIL, Map.of()))
                        .subscribeOn(Schedulers.parallel()))
                .as(StepVerifier::create)
                .expectNextCount(20_000)
                .expectComplete()
                .verify(PATIENCE);
        fixture.events.close(PATIENCE).block(PATIENCE);
        OdpStatistics statistics = fixture.events.statistics();
        long dropped = statistics.dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(statistics.offered()).isEqualTo(20_000);
        assertThat(statistics.pending()).isZero();
        assertThat(statistics.pendingBytes()).isZero();
        assertThat(statistics.delivered() + dropped).isEqualTo(20_000);
        assertThat(edge.sandbox().received().odpEvents())
                .hasSize((int) statistics.delivered())
                .extracting(event -> String.valueOf(event.get("data")))
                .doesNotHaveDuplicates();
    }
}
