package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.event.BatchEventProcessor;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.event.EventPipelineSettings;
import dev.optireactor.reactor.event.EventStatistics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * How many of 200,000 impressions, offered by one thread as fast as it can, reach a dispatcher that does nothing: with
 * the queue that each side has by default, and with one that takes all of them.
 */
final class BurstLoss {

    static final int EVENTS = 200_000;

    /** So that the last round is a program's that has run for a while. */
    private static final int ROUNDS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BurstLoss() {}

    /** {@return the figures of both sides, measured in a new Java} */
    static Map<String, Long> measure() {
        return OwnJava.run(BurstLoss.class);
    }

    /** Prints, for each side and queue, how many arrived, and how many ours says that it dropped. */
    public static void main(String[] arguments) throws Exception {
        List<com.optimizely.ab.event.internal.UserEvent> official = Impressions.official();
        List<UserEvent> ours = Impressions.ours();
        official("burst.official.default", official, BatchEventProcessor.DEFAULT_QUEUE_CAPACITY);
        official("burst.official.large", official, EVENTS);
        ours("burst.optireactor.default", ours, UnaryOperator.identity());
        ours("burst.optireactor.large", ours, settings -> EventPipelines.roomFor(EVENTS, settings));
        System.exit(0);
    }

    private static void official(
            String name, List<com.optimizely.ab.event.internal.UserEvent> impressions, int queueCapacity)
            throws Exception {
        long arrived = 0;
        for (int round = 0; round < ROUNDS; round++) {
            AtomicLong batched = new AtomicLong();
            BatchEventProcessor processor = BatchEventProcessor.builder()
                    .withEventHandler(event -> batched.addAndGet(
                            event.getBody().isEmpty()
                                    ? 0
                                    : event.getEventBatch().getVisitors().size()))
                    .withEventQueue(new ArrayBlockingQueue<>(queueCapacity))
                    .withTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .build();
            for (int i = 0; i < EVENTS; i++) {
                processor.process(impressions.get(i & (Impressions.USERS - 1)));
            }
            processor.close();
            arrived = batched.get();
        }
        OwnJava.print(name + ".arrived", arrived);
    }

    private static void ours(
            String name, List<UserEvent> impressions, UnaryOperator<EventPipelineSettings.Builder> settings) {
        EventStatistics statistics = null;
        for (int round = 0; round < ROUNDS; round++) {
            EventPipeline pipeline = EventPipelines.create(settings, batch -> Mono.empty());
            for (int i = 0; i < EVENTS; i++) {
                pipeline.offer(impressions.get(i & (Impressions.USERS - 1)));
            }
            statistics = pipeline.close(EventPipelines.CLOSE_TIMEOUT)
                    .blockOptional(PATIENCE)
                    .orElseThrow();
        }
        OwnJava.print(name + ".arrived", statistics.delivered());
        OwnJava.print(name + ".counted", statistics.droppedInAll());
    }
}
