package dev.optireactor.reactor.event;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.Threads;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.scheduler.SteadyScheduler;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class ManyThreadsTest {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    private static final int THREADS = 8;

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final SandboxPipelines pipelines = new SandboxPipelines(running);
    private final Sample sample = Sample.events();

    @Test
    void eventsFromEightThreadsAreNeitherLostNorDuplicated() throws InterruptedException {
        List<UserEvent> events = sample.conversions(8_000);
        EventPipeline pipeline = pipelines.create(UnaryOperator.identity());
        inParallel(events, event -> assertThat(pipeline.offer(event)).isTrue());
        assertThat(pipelines.close(pipeline).delivered()).isEqualTo(8_000);
        pipelines.assertReceivedOnce(events);
    }

    @ParameterizedTest
    @EnumSource(OverflowStrategy.class)
    void everyEventMeetsOneEndWhileTheQueueOverflowsAndThePipelineCloses(OverflowStrategy overflow)
            throws InterruptedException {
        List<UserEvent> events = sample.conversions(40_000);
        Queue<String> dispatched = new ConcurrentLinkedQueue<>();
        EventPipeline pipeline = collecting(
                settings -> settings.queueCapacity(50).overflow(overflow).maxWaitingOffers(10),
                Schedulers.parallel(),
                event -> dispatched.addAll(Sample.uuids(event.payload().events())));
        AtomicBoolean consistent = new AtomicBoolean(true);
        inParallel(events, event -> {
            if (event == events.get(30_000)) {
                pipeline.close(CLOSE_TIMEOUT).subscribe();
            }
            pipeline.offerWhenRoom(event).subscribe();
            EventStatistics statistics = pipeline.statistics();
            if (statistics.pending() < 0 || statistics.pendingBytes() < 0) {
                consistent.set(false);
            }
        });
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
        EventStatistics statistics = pipeline.statistics();
        assertThat(consistent).isTrue();
        assertThat(statistics.offered()).isEqualTo(40_000);
        assertThat(statistics.pending()).isZero();
        assertThat(statistics.pendingBytes()).isZero();
        assertThat(statistics.dropped().keySet()).isSubsetOf(DropReason.QUEUE_FULL, DropReason.CLOSED);
        assertThat(dispatched).doesNotHaveDuplicates().hasSize((int) statistics.delivered());
    }

    @Test
    void flushesFromManyThreadsEndWhileEventsComeIn() throws InterruptedException {
        List<UserEvent> events = sample.conversions(8_000);
        EventPipeline pipeline = collecting(UnaryOperator.identity(), Schedulers.parallel(), event -> {});
        Queue<Mono<Void>> flushes = new ConcurrentLinkedQueue<>();
        inParallel(events, event -> {
            pipeline.offer(event);
            Mono<Void> flush = pipeline.flush().cache();
            flush.subscribe();
            flushes.add(flush);
        });
        Mono.when(flushes).block(PATIENCE);
        assertThat(pipeline.statistics().delivered()).isEqualTo(8_000);
    }

    @Test
    void turnsDoNotOverlapOnASchedulerOfManyThreads() throws InterruptedException {
        List<UserEvent> events = sample.conversions(8_000);
        List<String> dispatched = new ArrayList<>();
        Scheduler shared = Schedulers.boundedElastic();
        EventPipeline pipeline = collecting(
                UnaryOperator.identity(),
                shared,
                event -> dispatched.addAll(Sample.uuids(event.payload().events())));
        inParallel(events, pipeline::offer);
        assertThat(pipeline.close(CLOSE_TIMEOUT).blockOptional(PATIENCE))
                .hasValueSatisfying(
                        statistics -> assertThat(statistics.delivered()).isEqualTo(8_000));
        assertThat(dispatched).containsExactlyInAnyOrderElementsOf(Sample.uuids(events));
    }

    @Test
    void nothingIsLostOrSentTwiceWhileTwoSchedulersTakeTurns() throws InterruptedException {
        List<UserEvent> events = sample.conversions(8_000);
        Queue<String> dispatched = new ConcurrentLinkedQueue<>();
        AtomicInteger refused = new AtomicInteger();
        BalkingTimer balking = new BalkingTimer(Schedulers.boundedElastic());
        EventPipeline pipeline = collecting(
                UnaryOperator.identity(),
                new SteadyScheduler(balking, Schedulers.parallel(), refusal -> refused.incrementAndGet()),
                event -> dispatched.addAll(Sample.uuids(event.payload().events())));
        inParallel(events, event -> {
            balking.refuseNextTask();
            pipeline.offer(event);
        });
        pipeline.flush().block(PATIENCE);
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
        assertThat(pipeline.statistics().delivered()).isEqualTo(8_000);
        assertThat(dispatched).containsExactlyInAnyOrderElementsOf(Sample.uuids(events));
        assertThat(refused).hasPositiveValue();
    }

    @Test
    void aThousandPipelinesLeaveNoThreadBehind() {
        Schedulers.parallel().schedule(() -> {});
        Set<String> before = Threads.names();
        for (int i = 0; i < 1_000; i++) {
            EventPipeline pipeline = collecting(UnaryOperator.identity(), Schedulers.parallel(), event -> {});
            pipeline.offer(sample.conversion());
            pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
        }
        assertThat(Threads.names())
                .filteredOn(name -> !name.startsWith("parallel-"))
                .isSubsetOf(before);
    }

    @Test
    void losingTheSchedulerCountsWhatIsLeft() {
        Scheduler own = Schedulers.newParallel("lost", 1);
        EventPipeline pipeline = collecting(UnaryOperator.identity(), own, event -> {});
        pipeline.offer(sample.conversion());
        pipeline.flush().block(PATIENCE);
        own.dispose();
        sample.conversions(12).forEach(pipeline::offer);
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
        EventStatistics statistics = pipeline.statistics();
        assertThat(statistics.delivered()).isEqualTo(1);
        assertThat(statistics.dropped()).containsOnlyKeys(DropReason.ABANDONED, DropReason.CLOSED);
        assertThat(statistics.droppedInAll()).isEqualTo(12);
        assertThat(statistics.pending()).isZero();
    }

    private static EventPipeline collecting(
            UnaryOperator<EventPipelineSettings.Builder> changes, Scheduler timer, Consumer<LogEvent> collector) {
        return EventPipeline.create(
                changes.apply(EventPipelineSettings.builder()).build(),
                event -> Mono.fromRunnable(() -> collector.accept(event)),
                new ClientIdentity("optireactor", "1"),
                timer,
                () -> 0.5,
                Listener.none(),
                event -> {});
    }

    /** Does something with each event, on eight threads. */
    private static void inParallel(List<UserEvent> events, Consumer<UserEvent> action) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int offset = 0; offset < THREADS; offset++) {
            int first = offset;
            Thread thread = new Thread(() -> {
                begin.countDown();
                for (int i = first; i < events.size(); i += THREADS) {
                    action.accept(events.get(i));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
