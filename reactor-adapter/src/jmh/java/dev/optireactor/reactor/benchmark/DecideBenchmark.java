package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.event.BatchEventProcessor;
import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * One A/B decision without an audience for one of 1,024 users: ours through the reactive API and through the bare kernel,
 * the official SDK's beside it.
 *
 * <p>With events, each decision's impression is enqueued, put into a batch by another thread, and thrown away. The queue
 * is emptied, outside of what is timed, before it can be full: what is measured is a decision whose event is accepted.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {

    private static final int DECISIONS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whether impressions are sent. */
    @Param({"true", "false"})
    public boolean events;

    private final List<ReactiveUserContext> ours = new ArrayList<>();
    private final List<UserContext> bare = new ArrayList<>();
    private final List<OptimizelyUserContext> theirs = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
    private ReactiveOptimizely reactive;
    private Optimizely kernel;
    private com.optimizely.ab.Optimizely official;
    private boolean offered;

    /** Makes all three, and their users. */
    @Setup(Level.Trial)
    public void start() {
        kernel = Optimizely.compile(SmallProject.datafile());
        reactive = ours();
        official = theirs();
        for (int i = 0; i < Impressions.USERS; i++) {
            String id = Impressions.userId(i);
            ours.add(reactive.createUserContext(id, Impressions.attributes(i)).block(PATIENCE));
            bare.add(UserContext.of(id, Impressions.attributes(i)));
            theirs.add(official.createUserContext(id, Impressions.attributes(i)));
        }
    }

    private ReactiveOptimizely ours() {
        ReactiveOptimizely client = ReactiveOptimizely.builder()
                .datafile(SmallProject.datafile())
                .eventDispatcher(batch -> {
                    arrivals.add(batch.eventCount());
                    return Mono.empty();
                })
                .events(settings -> {
                    EventPipelines.roomFor(DECISIONS, settings);
                    if (!events) {
                        settings.disableSending();
                    }
                })
                .build();
        client.ready().block(PATIENCE);
        return client;
    }

    private com.optimizely.ab.Optimizely theirs() {
        com.optimizely.ab.Optimizely.Builder builder =
                com.optimizely.ab.Optimizely.builder().withDatafile(SmallProject.text());
        if (events) {
            builder.withEventProcessor(BatchEventProcessor.builder()
                    .withEventHandler(event ->
                            arrivals.add(event.getEventBatch().getVisitors().size()))
                    .withEventQueue(new ArrayBlockingQueue<>(DECISIONS))
                    .build());
        } else {
            // Without a processor of events it would still make them, one by one, for a handler that does nothing.
            builder.withDefaultDecideOptions(
                    List.of(com.optimizely.ab.optimizelydecision.OptimizelyDecideOption.DISABLE_DECISION_EVENT));
        }
        return builder.build();
    }

    /** Waits until the queue is empty. */
    @Setup(Level.Invocation)
    public void makeRoom() {
        if (offered) {
            arrivals.await(DECISIONS);
        }
        offered = false;
    }

    /** Ends both clients. */
    @TearDown(Level.Trial)
    public void stop() {
        reactive.close().block(PATIENCE);
        official.close();
    }

    /** Ours, reactive: subscribed on this thread. */
    @Benchmark
    @OperationsPerInvocation(DECISIONS)
    public void optireactor(Blackhole blackhole) {
        Consume consume = new Consume(blackhole);
        for (int i = 0; i < DECISIONS; i++) {
            ours.get(i & (Impressions.USERS - 1)).decide(SmallProject.FLAG).subscribe(consume);
        }
        offered = events;
    }

    /** Ours without Reactor and events: the least that a decision costs. */
    @Benchmark
    @OperationsPerInvocation(DECISIONS)
    public void kernel(Blackhole blackhole) {
        for (int i = 0; i < DECISIONS; i++) {
            blackhole.consume(kernel.decide(bare.get(i & (Impressions.USERS - 1)), SmallProject.FLAG));
        }
    }

    /** The official SDK. */
    @Benchmark
    @OperationsPerInvocation(DECISIONS)
    public void official(Blackhole blackhole) {
        for (int i = 0; i < DECISIONS; i++) {
            blackhole.consume(theirs.get(i & (Impressions.USERS - 1)).decide(SmallProject.FLAG));
        }
        offered = events;
    }

    /** Costs as little as a subscriber can, so that the publisher is measured. */
    private record Consume(Blackhole blackhole) implements CoreSubscriber<OptimizelyDecision> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(OptimizelyDecision decision) {
            blackhole.consume(decision);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {}
    }
}
