package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.event.BatchEventProcessor;
import com.optimizely.ab.event.EventHandler;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.event.EventPipeline;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Mono;

/**
 * Impressions that exist beforehand, offered by one thread, until all of them are in batches of 10 that are handed to a
 * dispatcher. The queues take all of them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventPipelineBenchmark {

    private static final int EVENTS = 100_000;

    /** Ours, to a serialised batch. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void optireactor(Ours ours) {
        for (int i = 0; i < EVENTS; i++) {
            ours.pipeline.offer(ours.impressions.get(i & (Impressions.USERS - 1)));
        }
        ours.arrivals.await(EVENTS);
    }

    /** The official SDK's, to a serialised batch. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void official(Serialising official) {
        official.run();
    }

    /** The official SDK's, to a batch that nobody has serialised. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void officialUnserialised(Unserialising official) {
        official.run();
    }

    /** Our pipeline. */
    @State(Scope.Benchmark)
    public static class Ours {

        final List<UserEvent> impressions = Impressions.ours();
        final Arrivals arrivals = new Arrivals();
        EventPipeline pipeline;

        /** Makes it. */
        @Setup
        public void start(Blackhole blackhole) {
            pipeline = EventPipelines.create(settings -> EventPipelines.roomFor(EVENTS, settings), batch -> {
                blackhole.consume(batch.body());
                arrivals.add(batch.eventCount());
                return Mono.empty();
            });
        }

        /** Ends it. */
        @TearDown
        public void close() {
            EventPipelines.close(pipeline);
        }
    }

    /** The official SDK's queue and batches. */
    @State(Scope.Benchmark)
    public abstract static class Official {

        final Arrivals arrivals = new Arrivals();
        private final List<com.optimizely.ab.event.internal.UserEvent> impressions = Impressions.official();
        private BatchEventProcessor processor;

        abstract EventHandler handler(Blackhole blackhole);

        void run() {
            for (int i = 0; i < EVENTS; i++) {
                processor.process(impressions.get(i & (Impressions.USERS - 1)));
            }
            arrivals.await(EVENTS);
        }

        /** Makes them. */
        @Setup
        public void start(Blackhole blackhole) {
            processor = BatchEventProcessor.builder()
                    .withEventHandler(handler(blackhole))
                    .withEventQueue(new ArrayBlockingQueue<>(EVENTS))
                    .build();
        }

        /** Ends them. */
        @TearDown
        public void close() throws Exception {
            processor.close();
        }
    }

    /** Asks each batch for its body, as whoever sends it does. */
    public static class Serialising extends Official {

        @Override
        EventHandler handler(Blackhole blackhole) {
            return event -> {
                blackhole.consume(event.getBody());
                arrivals.add(event.getEventBatch().getVisitors().size());
            };
        }
    }

    /** Only counts. */
    public static class Unserialising extends Official {

        @Override
        EventHandler handler(Blackhole blackhole) {
            return event -> arrivals.add(event.getEventBatch().getVisitors().size());
        }
    }
}
