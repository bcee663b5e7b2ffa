package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.event.AsyncEventHandler;
import com.optimizely.ab.event.BatchEventProcessor;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.fixture.RedirectedEvents;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Impressions that exist beforehand, offered by one thread, until all of them have reached, in batches of 10, a server on
 * the loopback interface that answers 204. The queues take all of them. By default both send two batches at a time.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventDeliveryBenchmark {

    private static final int EVENTS = 20_000;
    private static final int BATCH_SIZE = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void optireactor(Ours ours) {
        for (int i = 0; i < EVENTS; i++) {
            ours.pipeline.offer(ours.impressions.get(i & (Impressions.USERS - 1)));
        }
        ours.server.arrivals.await(EVENTS);
    }

    /** The official SDK's. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void official(Official official) {
        for (int i = 0; i < EVENTS; i++) {
            official.processor.process(official.impressions.get(i & (Impressions.USERS - 1)));
        }
        official.server.arrivals.await(EVENTS);
    }

    /**
     * The floor: Reactor Netty's client alone, which posts as many bodies as there are batches, all of them ready. As ours
     * does, it makes the next request when the connection of the last one is free, and takes that one.
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void bare(Bare bare) {
        Flux.range(0, EVENTS / BATCH_SIZE)
                .flatMap(batch -> bare.post, bare.atOnce)
                .subscribe();
        bare.server.arrivals.await(EVENTS);
    }

    /** Our pipeline and its server. */
    @State(Scope.Benchmark)
    public static class Ours {

        /** How many batches are sent at the same time. */
        @Param({"2", "32"})
        public int atOnce;

        final List<UserEvent> impressions = Impressions.ours();
        final EventServer server = new EventServer(BATCH_SIZE);
        private final Transport transport =
                Transport.create(TransportSettings.builder().build(), Schedulers.parallel(), InstantSource.system());
        EventPipeline pipeline;

        /** Makes it. */
        @Setup
        public void start() {
            pipeline = EventPipelines.create(
                    settings -> EventPipelines.roomFor(EVENTS, settings)
                            .endpoint(URI.create(server.address()))
                            .concurrency(atOnce),
                    EventPipeline.overHttp(transport));
        }

        /** Ends both. */
        @TearDown
        public void close() {
            pipeline.close(EventPipelines.CLOSE_TIMEOUT).then(transport.close()).block(PATIENCE);
            server.close();
        }
    }

    /** The official SDK's queue, batches and dispatch, and their server. */
    @State(Scope.Benchmark)
    public static class Official {

        /** How many batches are sent at the same time, each by a thread. */
        @Param({"2", "32"})
        public int atOnce;

        final List<com.optimizely.ab.event.internal.UserEvent> impressions = Impressions.official();
        final EventServer server = new EventServer(BATCH_SIZE);
        BatchEventProcessor processor;

        /** Makes them. */
        @Setup
        public void start() {
            processor = BatchEventProcessor.builder()
                    .withEventHandler(new RedirectedEvents(
                            AsyncEventHandler.builder()
                                    .withNumWorkers(atOnce)
                                    .withMaxPerRoute(atOnce)
                                    .build(),
                            server.address()))
                    .withEventQueue(new ArrayBlockingQueue<>(EVENTS))
                    .build();
        }

        /** Ends them. */
        @TearDown
        public void close() throws Exception {
            processor.close();
            server.close();
        }
    }

    /** Reactor Netty's client and its server. */
    @State(Scope.Benchmark)
    public static class Bare {

        /** How many requests are sent at the same time. */
        @Param({"2", "32"})
        public int atOnce;

        final EventServer server = new EventServer(BATCH_SIZE);
        private final ConnectionProvider connections =
                ConnectionProvider.builder("bare").maxConnections(64).lifo().build();
        private final byte[] body = EventPipelines.bodyOf(Impressions.ours().subList(0, BATCH_SIZE));
        final Mono<Void> post = HttpClient.create(connections)
                .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json"))
                .post()
                .uri(server.address())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
                .responseConnection((response, connection) -> {
                    EventLoop loop = connection.channel().eventLoop();
                    return connection.inbound().receive().then(Mono.<Void>create(sink -> loop.execute(sink::success)));
                })
                .then();

        /** Ends both. */
        @TearDown
        public void close() {
            connections.disposeLater().block(PATIENCE);
            server.close();
        }
    }
}
