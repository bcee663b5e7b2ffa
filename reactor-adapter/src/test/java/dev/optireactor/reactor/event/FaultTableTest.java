package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.FaultPlan;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import dev.optireactor.reactor.testing.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** What arrives at the server, and what is counted, when the server or the way to it misbehaves. */
class FaultTableTest {

    private static final URI NOBODY_LISTENS = URI.create("http://127.0.0.1:1/v1/events");

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final SandboxPipelines pipelines = new SandboxPipelines(running);
    private final Sample sample = Sample.events();

    @Test
    void deliversEachEventOnceToAHealthyEndpoint() {
        List<UserEvent> events = sample.conversions(2_005);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(2_005);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void postsJsonWithoutFurtherAdo() {
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(10));
        pipelines.close(pipeline);
        SandboxRequest request = sandbox.received().requests(Endpoint.EVENTS).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Content-Length")).contains(Integer.toString(request.body().length));
        assertThat(request.header("Content-Encoding")).isEmpty();
        assertThat(request.header("Authorization")).isEmpty();
    }

    @Test
    void deliversEachEventOnceToASlowEndpoint() {
        sandbox.fault(Endpoint.EVENTS, Fault.latency(Duration.ofMillis(100)));
        List<UserEvent> events = sample.conversions(200);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(200);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void losesNothingWhenEveryTenthRequestFails() {
        sandbox.fault(Endpoint.EVENTS, FaultPlan.everyNth(10, Fault.status(500)));
        List<UserEvent> events = sample.conversions(2_000);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(2_000);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void losesNothingWhenAQuarterOfTheRequestsFails() {
        sandbox.fault(Endpoint.EVENTS, flaky());
        List<UserEvent> events = sample.conversions(2_000);
        EventPipeline pipeline = pipelines.create(settings -> settings.retry(SandboxPipelines.STUBBORN));
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(2_000);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void countsWhatIsLostWhenRetriesDoNotSuffice() {
        sandbox.fault(Endpoint.EVENTS, flaky());
        List<UserEvent> events = sample.conversions(2_000);
        EventPipeline pipeline = pipelines.create(settings ->
                settings.retry(SandboxPipelines.QUICK.mutate().maxRetries(1).build()));
        SandboxPipelines.offer(pipeline, events);
        EventStatistics statistics = pipelines.close(pipeline);
        assertThat(statistics.dropped(DropReason.RETRIES_EXHAUSTED)).isPositive();
        assertThat(statistics.dropped()).containsOnlyKeys(DropReason.RETRIES_EXHAUSTED);
        assertThat(pipelines.receivedUuids()).hasSize((int) statistics.delivered());
    }

    private static FaultPlan flaky() {
        return FaultPlan.randomly(0.2, 42, Fault.status(503)).otherwise(FaultPlan.randomly(0.0625, 43, Fault.reset()));
    }

    @Test
    void deliversABatchAgainWhoseAcknowledgementWasLost() {
        sandbox.faults(Endpoint.EVENTS, Fault.lostAnswer());
        List<UserEvent> events = sample.conversions(10);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(10);
        pipelines.assertReceived(events);
        assertThat(sandbox.received().requests(Endpoint.EVENTS))
                .hasSize(2)
                .extracting(SandboxRequest::text)
                .containsOnly(sandbox.received().batches().get(0).request().text());
    }

    @Test
    void countsABatchAsDeliveredByItsStatusWhateverTheBodyOfTheAnswer() {
        sandbox.faults(
                Endpoint.EVENTS, Fault.oversized(3 << 20), Fault.gzipBomb(3 << 20), Fault.garbled(), Fault.truncated());
        List<UserEvent> events = sample.conversions(40);
        EventPipeline pipeline = pipelines.create(settings -> settings.attemptTimeout(SandboxExtension.PATIENCE));
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(40);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void losesNothingWhenTheEndpointRefusesConnectionsForAWhile() {
        List<UserEvent> events = sample.conversions(300);
        AtomicBoolean down = new AtomicBoolean();
        CountDownLatch refusals = new CountDownLatch(20);
        EventPipeline pipeline = pipelines.create(
                settings -> settings.retry(SandboxPipelines.STUBBORN),
                http -> event -> down.get()
                        ? http.dispatch(new LogEvent(NOBODY_LISTENS, event.payload()))
                                .doOnError(failure -> refusals.countDown())
                        : http.dispatch(event));
        SandboxPipelines.offer(pipeline, events.subList(0, 100));
        SandboxPipelines.flush(pipeline);
        down.set(true);
        SandboxPipelines.offer(pipeline, events.subList(100, 200));
        Waiting.until(refusals);
        down.set(false);
        SandboxPipelines.offer(pipeline, events.subList(200, 300));
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(300);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void retriesTwo503AndSendsThreeIdenticalBodies() {
        sandbox.faults(Endpoint.EVENTS, Fault.status(503), Fault.status(503));
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(10));
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(10);
        List<SandboxRequest> requests = sandbox.received().requests(Endpoint.EVENTS);
        assertThat(requests).hasSize(3);
        assertThat(requests.stream().map(SandboxRequest::text).distinct()).hasSize(1);
    }

    @Test
    void retries408And429() {
        sandbox.faults(Endpoint.EVENTS, Fault.status(408), Fault.status(429));
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(10));
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(10);
        assertThat(sandbox.received().requests(Endpoint.EVENTS)).hasSize(3);
    }

    @Test
    void sendsARefusedBatchOnceAndThoseBehindIt() {
        sandbox.faults(Endpoint.EVENTS, Fault.answer(400, "{\"message\":\"bad\"}"));
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(100));
        EventStatistics statistics = pipelines.close(pipeline);
        assertThat(statistics.dropped(DropReason.REJECTED)).isEqualTo(10);
        assertThat(statistics.delivered()).isEqualTo(90);
        assertThat(sandbox.received().requests(Endpoint.EVENTS)).hasSize(10);
        assertThat(pipelines.receivedUuids()).hasSize(90);
    }

    @Test
    void takesARedirectForARefusal() {
        sandbox.fault(Endpoint.EVENTS, Fault.redirect(sandbox.euEventsUri()));
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(10));
        assertThat(pipelines.close(pipeline).dropped(DropReason.REJECTED)).isEqualTo(10);
        assertThat(sandbox.received().batches()).isEmpty();
    }

    @Test
    void losesNothingToA413ThatSmallerBatchesDoNotMeet() {
        sandbox.faults(Endpoint.EVENTS, Fault.status(413));
        List<UserEvent> events = sample.conversions(100);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(100);
        pipelines.assertReceivedOnce(events);
        assertThat(sandbox.received().requests(Endpoint.EVENTS)).hasSize(12);
    }

    @Test
    void givesUpWhenEvenSingleEventsAreMetWith413() {
        sandbox.fault(Endpoint.EVENTS, Fault.status(413));
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(20));
        assertThat(pipelines.close(pipeline).dropped(DropReason.REJECTED)).isEqualTo(20);
        assertThat(sandbox.received().requests(Endpoint.EVENTS)).hasSize(2 * 19);
    }

    @Test
    void losesNothingToRequestsThatHang() {
        sandbox.faults(Endpoint.EVENTS, Fault.silence(), Fault.silence());
        List<UserEvent> events = sample.conversions(100);
        EventPipeline pipeline = pipelines.create(
                settings -> settings.attemptTimeout(Duration.ofMillis(300)).retry(SandboxPipelines.STUBBORN));
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(100);
        pipelines.assertReceived(events);
    }

    @Test
    void deliversABurstOf20000ThatIsFollowedByClose() {
        List<UserEvent> events = sample.conversions(20_000);
        EventPipeline pipeline =
                pipelines.create(settings -> settings.queueCapacity(20_000).queueBytes(64 << 20));
        SandboxPipelines.offer(pipeline, events);
        assertThat(pipelines.close(pipeline, SandboxExtension.PATIENCE).delivered())
                .isEqualTo(20_000);
        pipelines.assertReceivedOnce(events);
    }

    @Test
    void countsWhatABurstOf20000LosesToTheQueueOfDefaultSize() {
        sandbox.fault(Endpoint.EVENTS, Fault.silence());
        List<UserEvent> events = sample.conversions(20_000);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        long accepted = events.stream().filter(pipeline::offer).count();
        assertThat(accepted).isBetween(11_000L, 11_030L);
        assertThat(pipeline.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(20_000 - accepted);
        assertThat(pipeline.statistics().pending()).isEqualTo(accepted);
        assertThat(pipelines.close(pipeline, Duration.ZERO).dropped(DropReason.ABANDONED))
                .isEqualTo(accepted);
    }

    @Test
    void countsWhatIsAbandonedWhenClosedWhileTheEndpointIsDown() {
        EventPipeline pipeline =
                pipelines.create(settings -> settings.endpoint(NOBODY_LISTENS).retry(SandboxPipelines.STUBBORN));
        SandboxPipelines.offer(pipeline, sample.conversions(105));
        EventStatistics statistics = pipelines.close(pipeline, Duration.ofMillis(200));
        assertThat(statistics.dropped()).containsOnlyKeys(DropReason.ABANDONED);
        assertThat(statistics.dropped(DropReason.ABANDONED)).isEqualTo(105);
        assertThat(sandbox.received().batches()).isEmpty();
    }

    @Test
    void endsInTimeWhenClosedWhileTheEndpointHangs() {
        sandbox.fault(Endpoint.EVENTS, Fault.silence());
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        SandboxPipelines.offer(pipeline, sample.conversions(105));
        sandbox.received().onRequest().take(2).blockLast(SandboxExtension.PATIENCE);
        EventStatistics statistics = pipelines.close(pipeline, Duration.ofMillis(200));
        assertThat(statistics.dropped(DropReason.ABANDONED)).isEqualTo(105);
        // The requests under way are cancelled, not forgotten.
        sandbox.received().onAbort().take(2).blockLast(SandboxExtension.PATIENCE);
    }

    @Test
    void deliversTheOldestEventsWhenANewOneIsDroppedForLackOfRoom() {
        EventStatistics statistics = overflowing(OverflowStrategy.DROP_NEWEST, 0, 120);
        assertThat(statistics.dropped(DropReason.QUEUE_FULL)).isEqualTo(80);
    }

    @Test
    void deliversTheNewestEventsWhenAnOldOneIsDroppedForLackOfRoom() {
        EventStatistics statistics = overflowing(OverflowStrategy.DROP_OLDEST, 100, 200);
        assertThat(statistics.dropped(DropReason.QUEUE_FULL)).isEqualTo(80);
    }

    /** Fills a queue of 100 behind two batches of 10 that wait to be acknowledged, with 200 events in all. */
    private EventStatistics overflowing(OverflowStrategy overflow, int firstKept, int endOfKept) {
        Sinks.Empty<Void> acknowledged = Sinks.empty();
        EventPipeline pipeline = pipelines.create(
                settings -> settings.queueCapacity(100).overflow(overflow).attemptTimeout(SandboxExtension.PATIENCE),
                http -> event -> http.dispatch(event).then(acknowledged.asMono()));
        List<UserEvent> events = sample.conversions(200);
        SandboxPipelines.offer(pipeline, events.subList(0, 20));
        sandbox.received().onRequest().take(2).blockLast(SandboxExtension.PATIENCE);
        events.subList(20, 200).forEach(pipeline::offer);
        acknowledged.tryEmitEmpty().orThrow();
        EventStatistics statistics = pipelines.close(pipeline);
        assertThat(pipelines.receivedUuids()).containsAll(Sample.uuids(events.subList(firstKept, endOfKept)));
        assertThat(statistics.delivered()).isEqualTo(120);
        return statistics;
    }

    @Test
    void deliversEveryConversionUnderBackpressure() {
        sandbox.fault(Endpoint.EVENTS, Fault.latency(Duration.ofMillis(10)));
        EventPipeline pipeline =
                pipelines.create(settings -> settings.queueCapacity(20).overflow(OverflowStrategy.BACKPRESSURE));
        List<UserEvent> events = sample.conversions(500);
        Flux.fromIterable(events).flatMap(pipeline::offerWhenRoom, 50).blockLast(SandboxExtension.PATIENCE);
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(500);
        pipelines.assertReceivedOnce(events);
    }
}
