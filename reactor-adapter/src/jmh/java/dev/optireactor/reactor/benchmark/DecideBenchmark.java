package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.event.BatchEventProcessor;
import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import dev.optireactor.reactor.event.OverflowStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/**
 * One A/B decision without an audience for one of 1,024 users: ours through the reactive API and through the bare kernel, the
 * official SDK's beside it. With events, each decision's impression is enqueued and thrown away by the dispatcher.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {

    private static final int USERS = 1024;

    /** Whether impressions are sent. */
    @Param({"true", "false"})
    public boolean events;

    private final List<ReactiveUserContext> ours = new ArrayList<>();
    private final List<UserContext> bare = new ArrayList<>();
    private final List<OptimizelyUserContext> theirs = new ArrayList<>();
    private ReactiveOptimizely reactive;
    private Optimizely kernel;
    private com.optimizely.ab.Optimizely official;
    private int next;

    /** Makes all three, and their users. */
    @Setup(Level.Trial)
    public void start() {
        byte[] datafile = SmallProject.datafile();
        kernel = Optimizely.compile(datafile);
        reactive = ReactiveOptimizely.builder()
                .datafile(datafile)
                .eventDispatcher(batch -> Mono.empty())
                .events(settings -> {
                    settings.queueCapacity(100_000).overflow(OverflowStrategy.DROP_NEWEST);
                    if (!events) {
                        settings.disableSending();
                    }
                })
                .build();
        reactive.ready().block(Duration.ofSeconds(10));
        com.optimizely.ab.Optimizely.Builder builder =
                com.optimizely.ab.Optimizely.builder().withDatafile(SmallProject.text());
        if (events) {
            builder.withEventProcessor(BatchEventProcessor.builder()
                    .withEventHandler(event -> {})
                    .withEventQueue(new ArrayBlockingQueue<>(100_000))
                    .build());
        }
        official = builder.build();
        for (int i = 0; i < USERS; i++) {
            Map<String, Object> attributes = Map.of("country", i % 2 == 0 ? "DE" : "US", "age", i);
            ours.add(reactive.createUserContext("user-" + i, attributes).block());
            bare.add(UserContext.of("user-" + i, attributes));
            theirs.add(official.createUserContext("user-" + i, attributes));
        }
    }

    /** Ends both clients. */
    @TearDown(Level.Trial)
    public void stop() {
        reactive.close().block(Duration.ofSeconds(30));
        official.close();
    }

    private int user() {
        return next++ & (USERS - 1);
    }

    /** Ours, reactive: subscribed on this thread. */
    @Benchmark
    public void ours(Blackhole blackhole) {
        ours.get(user()).decide(SmallProject.FLAG).subscribe(new Consume(blackhole));
    }

    /** Ours without Reactor and events: the least that a decision costs. */
    @Benchmark
    public OptimizelyDecision kernel() {
        return kernel.decide(bare.get(user()), SmallProject.FLAG);
    }

    /** The official SDK. */
    @Benchmark
    public Object official() {
        return theirs.get(user()).decide(SmallProject.FLAG);
    }

    private static final class Consume extends BaseSubscriber<OptimizelyDecision> {

        private final Blackhole blackhole;

        Consume(Blackhole blackhole) {
            this.blackhole = blackhole;
        }

        @Override
        protected void hookOnNext(OptimizelyDecision decision) {
            blackhole.consume(decision);
        }
    }
}
