package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.PausedTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.FaultPlan;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Batches, retries, bounds and accounts of the events of the Data Platform. */
class OdpEventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.ODP_EVENTS);

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

    @Test
    void sendsTenEventsInOneRequestAndTheRestOnClose() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.offer(15);
        fixture.events.close(PATIENCE).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.requests().stream().map(request -> events(request))).containsExactlyInAnyOrder(10, 5);
        assertThat(fixture.events.statistics()).isEqualTo(new OdpStatistics(15, 15, Map.of(), 0, 0));
        assertThat(fixture.listener.counts()).containsExactlyInAnyOrder("10 delivered", "5 delivered");
    }

    @Test
    void sendsAnIncompleteBatchASecondAfterItsFirstEvent() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(1);
        timer.advanceTimeBy(Duration.ofMillis(999));
        fixture.offer(1);
        assertThat(fixture.events.statistics().pending()).isEqualTo(2);
        assertThat(edge.sandbox().received().requests()).isEmpty();
        timer.advanceTimeBy(Duration.ofMillis(1));
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(1);
        assertThat(edge.sandbox().received().odpEvents()).hasSize(2);
    }

    @Test
    void asksTheTimerForNothingWhileThereAreNoEvents() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        timer.advanceTime();
        long tasks = timer.getScheduledTaskCount();
        timer.advanceTimeBy(Duration.ofDays(1));
        assertThat(timer.getScheduledTaskCount()).isEqualTo(tasks);
        fixture.offer(1);
        assertThat(timer.getScheduledTaskCount()).isEqualTo(tasks + 1);
    }

    @Test
    void sendsEachEventAtOnceWithoutAnInterval() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.flushInterval(Duration.ZERO)));
        fixture.offer(3);
        edge.sandbox().received().onRequest().take(3).blockLast(PATIENCE);
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(3);
    }

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
        OdpFixture fixture = new OdpFixture(
                edge,
                OdpFixture.settings(events ->
                        events.timeout(Duration.ofSeconds(1)).retryDelay(Duration.ofMillis(1), Duration.ofMillis(1))));
        fixture.offer(10);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(edge.sandbox().received().odpEvents()).hasSize(10);
        assertThat(fixture.requests()).hasSize(4);
        assertThat(fixture.events.statistics().delivered()).isEqualTo(10);
        assertThat(log.at(Level.WARN)).isEmpty();
    }

    @Test
    void countsABatchAsDeliveredByItsStatusWhateverTheBodyOfTheAnswer() {
        edge.sandbox()
                .faults(
                        Endpoint.ODP_EVENTS,
                        Fault.oversized(8 << 20),
                        Fault.gzipBomb(1L << 30),
                        Fault.garbled(),
                        Fault.truncated());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
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

    @Test
    void sendsWhatIsQueuedToTheOldPlaceWhenTheIntegrationChanges() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(3);
        Project moved = OdpProjects.integrated(edge.sandbox().uri().toString(), "new-key");
        fixture.events.integrationChanged(fixture.project, moved);
        timer.advanceTime();
        fixture.events
                .send(Mono.just(moved), null, "a", OdpFixture.EMAIL, Map.of())
                .block(PATIENCE);
        timer.advanceTimeBy(Duration.ofSeconds(1));
        edge.sandbox().received().onRequest().take(2).blockLast(PATIENCE);
        assertThat(fixture.requests())
                .extracting(request -> request.header("x-api-key").orElse("") + " " + events(request))
                .containsExactlyInAnyOrder(OdpProjects.KEY + " 3", "new-key 1");
    }

    @Test
    void sendsWhatIsQueuedWhenTheProjectUsesOtherSegments() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(3);
        fixture.events.integrationChanged(
                fixture.project, OdpProjects.integrated(edge.sandbox().uri(), "segment"));
        timer.advanceTime();
        edge.sandbox().received().onRequest().next().block(PATIENCE);
        assertThat(fixture.requests()).extracting(request -> events(request)).containsExactly(3);
    }

    @Test
    void keepsEventsForDifferentPlacesApartWithoutBeingTold() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        Project other = OdpProjects.integrated(edge.sandbox().uri().toString(), "other-key");
        for (Project project : List.of(fixture.project, other, fixture.project)) {
            fixture.events
                    .send(Mono.just(project), null, "a", OdpFixture.EMAIL, Map.of())
                    .block(PATIENCE);
        }
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(3);
    }

    @Test
    void keepsFillingABatchWhenTheIntegrationStaysTheSame() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(1);
        URI host = edge.sandbox().uri();
        fixture.events.integrationChanged(
                OdpProjects.integrated(host, "one", "two"), OdpProjects.integrated(host, "two", "one"));
        timer.advanceTime();
        assertThat(fixture.events.statistics().pending()).isEqualTo(1);
        assertThat(edge.sandbox().received().requests()).isEmpty();
    }

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
    void waitsAtFlushForWhatWasAcceptedBefore() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.latency(Duration.ofMillis(50)));
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.offer(25);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.events.statistics().delivered()).isEqualTo(25);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void limitsTheRequestsThatAreUnderWay() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.concurrency(3)));
        fixture.offer(100);
        edge.sandbox().received().onRequest().take(3).blockLast(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.ODP_EVENTS).received())
                .isEqualTo(3);
        fixture.events.close(Duration.ZERO).block(PATIENCE);
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

    /** {@return how many events a request carries} */
    private static int events(SandboxRequest request) {
        return request.json() instanceof List<?> list ? list.size() : -1;
    }
}
