package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How batches of events for the Data Platform leave their queue, whoever takes them. */
class OdpQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration NOT_HELD_UP = Duration.ofSeconds(5);
    private static final int THREADS = 8;
    private static final int EVENTS = 2_000;

    private final List<String> left = new ArrayList<>();
    private OdpQueue queue = queue(1, Schedulers.parallel(), batch -> {});

    private static OdpQueue queue(int batchSize, Scheduler timer, Consumer<OdpBatch> outlet) {
        OdpEventSettings settings = OdpEventSettings.builder()
                .batchSize(batchSize)
                .queueCapacity(THREADS * EVENTS)
                .build();
        return new OdpQueue(settings, timer, outlet);
    }

    private void offer(String host, String event) {
        byte[] json = ("[\"" + event + "\"]").getBytes(StandardCharsets.UTF_8);
        assertThat(queue.offer(new OdpTarget(host, "key"), json)).isNull();
    }

    /** Fails if whoever is on this thread keeps other threads from the queue. */
    private void assertOpenToOthers() {
        assertThat(Mono.fromCallable(queue::statistics)
                        .subscribeOn(Schedulers.boundedElastic())
                        .block(NOT_HELD_UP))
                .isNotNull();
    }

    @Test
    void aBatchIsLetGoWhileTheQueueIsOpenToOtherThreads() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        queue = queue(2, timer, batch -> {
            assertOpenToOthers();
            left.add(batch.target().host());
        });
        offer("full", "1");
        offer("full", "2");
        offer("left behind", "3");
        offer("old", "4");
        timer.advanceTimeBy(Duration.ofSeconds(1));
        offer("flushed", "5");
        queue.seal();
        offer("closed", "6");
        queue.close();
        assertThat(left).containsExactly("full", "left behind", "old", "flushed", "closed");
    }

    @Test
    void theTimerIsAskedWhileTheQueueIsOpenToOtherThreads() {
        queue = queue(2, new HastyTimer(this::assertOpenToOthers), batch -> left.add(text(batch)));
        offer("host", "1");
        offer("host", "2");
        assertThat(left).containsExactly("[\"1\"]", "[\"2\"]");
    }

    @Test
    void aBatchThatIsLetGoByWhoeverTakesAnotherWaitsForItsTurn() {
        queue = queue(1, Schedulers.parallel(), batch -> {
            left.add("begin " + text(batch));
            if (left.size() == 1) {
                offer("host", "2");
            }
            left.add("end " + text(batch));
        });
        offer("host", "1");
        assertThat(left).containsExactly("begin [\"1\"]", "end [\"1\"]", "begin [\"2\"]", "end [\"2\"]");
    }

    @Test
    void manyThreadsLetGoOfOneBatchAtATimeAndEachOfItsOwnInOrder() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        queue = queue(3, VirtualTimeScheduler.create(), batch -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            left.add(text(batch));
            inside.decrementAndGet();
        });
        Flux.range(0, THREADS)
                .flatMap(thread -> Mono.fromRunnable(() -> {
                            for (int event = 0; event < EVENTS; event++) {
                                offer("host", thread + ":" + event);
                            }
                        })
                        .subscribeOn(Schedulers.boundedElastic()))
                .blockLast(PATIENCE);
        queue.seal();
        assertThat(most).hasValue(1);
        List<String> events = left.stream()
                .flatMap(body -> List.of(body.replaceAll("[\\[\\]\"]", "").split(",")).stream())
                .toList();
        assertThat(events).hasSize(THREADS * EVENTS);
        int[] next = new int[THREADS];
        for (String event : events) {
            String[] parts = event.split(":", -1);
            assertThat(Integer.parseInt(parts[1])).isEqualTo(next[Integer.parseInt(parts[0])]++);
        }
    }

    private static String text(OdpBatch batch) {
        return new String(batch.body(), StandardCharsets.UTF_8);
    }

    /** A timer that takes any time for over, and does something else first. */
    private record HastyTimer(Runnable first) implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            first.run();
            task.run();
            return Disposables.disposed();
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return schedule(task);
        }

        @Override
        public Worker createWorker() {
            return Schedulers.immediate().createWorker();
        }
    }
}
