package dev.optireactor.reactor.event;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Who writes and dispatches: the thread on which an attempt ended, as long as that is little; else the timer. */
class HandoverTest {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final Sample sample = Sample.events();
    private final Scheduler brokers = Schedulers.newParallel("broker", 4);
    private final RecordingListener listener = new RecordingListener();
    private final Queue<Sinks.Empty<Void>> open = new ConcurrentLinkedQueue<>();
    private final Queue<String> dispatchedBy = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        brokers.dispose();
    }

    private EventPipeline pipeline(UnaryOperator<EventPipelineSettings.Builder> changes, EventDispatcher dispatcher) {
        return EventPipeline.create(
                changes.apply(EventPipelineSettings.builder()).build(),
                dispatcher,
                new ClientIdentity("optireactor", "1"),
                Schedulers.parallel(),
                () -> ThreadLocalRandom.current().nextDouble(),
                listener,
                event -> {});
    }

    private Mono<Void> keepOpen() {
        dispatchedBy.add(Thread.currentThread().getName());
        Sinks.Empty<Void> end = Sinks.empty();
        open.add(end);
        return end.asMono();
    }

    private void awaitDispatched(int batches) {
        Waiting.until(() -> open.size() >= batches);
    }

    private static void inThread(String name, Runnable task) throws InterruptedException {
        Thread thread = new Thread(task, name);
        thread.start();
        thread.join();
    }

    @Test
    void theThreadOnWhichAnAttemptEndsDispatchesTheNextBatch() throws InterruptedException {
        EventPipeline pipeline = pipeline(settings -> settings, event -> keepOpen());
        sample.conversions(40).forEach(pipeline::offer);
        awaitDispatched(2);
        inThread("first", () -> open.remove().tryEmitEmpty());
        inThread("second", () -> open.remove().tryEmitEmpty());
        assertThat(dispatchedBy).hasSize(4).endsWith("first", "second");
        assertThat(pipeline.statistics().delivered()).isEqualTo(20);
        inThread("third", () -> open.forEach(Sinks.Empty::tryEmitEmpty));
        assertThat(pipeline.statistics().delivered()).isEqualTo(40);
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
    }

    @Test
    void aCallerDispatchesNothing() {
        EventPipeline pipeline =
                pipeline(settings -> settings, event -> Mono.fromRunnable(() -> dispatchedBy.add(here())));
        for (UserEvent event : sample.conversions(1_000)) {
            pipeline.offerWhenRoom(event).subscribe();
        }
        pipeline.flush().block(PATIENCE);
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
        assertThat(dispatchedBy).hasSize(100).doesNotContain(here());
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    @Test
    void theThreadOnWhichAnAttemptEndsIsSparedAfterAFewBatches() throws InterruptedException {
        EventPipeline pipeline = pipeline(
                settings -> settings.queueCapacity(10_000),
                event -> open.size() < 2 ? keepOpen() : Mono.fromRunnable(() -> dispatchedBy.add(here())));
        sample.conversions(5_000).forEach(pipeline::offer);
        awaitDispatched(2);
        inThread("busy", () -> open.element().tryEmitEmpty());
        Waiting.until(() -> pipeline.statistics().delivered() == 4_990);
        assertThat(dispatchedBy).hasSize(500).filteredOn("busy"::equals).hasSizeBetween(1, 16);
        open.forEach(Sinks.Empty::tryEmitEmpty);
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
    }

    @Test
    void everyEventMeetsOneEndWhoeverTakesTheTurns() throws InterruptedException {
        List<UserEvent> events = sample.conversions(20_000);
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        EventPipeline pipeline = pipeline(
                settings -> settings.concurrency(8)
                        .batchSize(3)
                        .queueCapacity(1_000)
                        .overflow(OverflowStrategy.BACKPRESSURE)
                        .maxWaitingOffers(20_000)
                        .retry(SandboxPipelines.STUBBORN),
                event -> attempt(event, acknowledged));
        List<Thread> callers = new ArrayList<>();
        for (List<UserEvent> part : List.of(events.subList(0, 10_000), events.subList(10_000, 20_000))) {
            Thread caller = new Thread(() -> {
                for (int i = 0; i < part.size(); i++) {
                    pipeline.offerWhenRoom(part.get(i)).subscribe();
                    if (i % 50 == 0) {
                        pipeline.flush().subscribe();
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (Thread caller : callers) {
            caller.join();
        }
        pipeline.flush().block(PATIENCE);
        EventStatistics end =
                pipeline.close(CLOSE_TIMEOUT).blockOptional(PATIENCE).orElseThrow();
        listener.assertAgreesWith(end);
        assertThat(end.pending()).isZero();
        assertThat(end.dropped(DropReason.QUEUE_FULL)).isZero();
        assertThat(end.delivered() + end.droppedInAll()).isEqualTo(20_000);
        assertThat(acknowledged).doesNotHaveDuplicates().hasSize((int) end.delivered());
    }

    /** Ends at once, on another thread, on a thread that is just taking a turn, or badly. */
    private Mono<Void> attempt(LogEvent event, Queue<String> acknowledged) {
        Mono<Void> success = Mono.fromRunnable(
                () -> acknowledged.addAll(Sample.uuids(event.payload().events())));
        return switch (ThreadLocalRandom.current().nextInt(8)) {
            case 0 -> success;
            case 1 -> Mono.error(new Outage());
            case 2 -> Mono.<Void>error(new Outage()).subscribeOn(brokers);
            case 3 -> success.subscribeOn(Schedulers.boundedElastic());
            case 4 -> success.delaySubscription(Duration.ofNanos(100_000), Schedulers.parallel());
            default -> success.subscribeOn(brokers);
        };
    }
}
