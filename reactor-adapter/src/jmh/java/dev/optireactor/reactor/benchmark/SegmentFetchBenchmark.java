package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.odp.DefaultODPApiManager;
import com.optimizely.ab.odp.ODPManager;
import com.optimizely.ab.odp.ODPSegmentOption;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import dev.optireactor.reactor.segment.OdpSegmentOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Qualified segments for many users at once, from a Data Platform on the loopback interface that takes 50 ms for each
 * answer; nothing is cached. One operation is all the users together.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SegmentFetchBenchmark {

    private static final int SOME = 200;
    private static final int MANY = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Ours, for 200 users. */
    @Benchmark
    public void optireactor(Ours ours) throws InterruptedException {
        fetch(ours.users.subList(0, SOME));
    }

    /** Ours, for 10,000 users. */
    @Benchmark
    public void optireactorMany(Ours ours) throws InterruptedException {
        fetch(ours.users);
    }

    /** Each fetch is subscribed for itself, as those of many requests to a service are. */
    private static void fetch(List<ReactiveUserContext> users) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(users.size());
        for (ReactiveUserContext user : users) {
            user.fetchQualifiedSegments(OdpSegmentOption.IGNORE_CACHE)
                    .filter(success -> success)
                    .subscribe(success -> done.countDown());
        }
        await(done);
    }

    /** The official SDK's blocking operation, for 200 users one after the other. */
    @Benchmark
    public void official(Official official) {
        for (OptimizelyUserContext user : official.users) {
            if (!user.fetchQualifiedSegments(List.of(ODPSegmentOption.IGNORE_CACHE))) {
                throw new IllegalStateException("a fetch failed");
            }
        }
    }

    /** The official SDK's operation with a callback, for which it starts a thread each, for 200 users. */
    @Benchmark
    public void officialCallback(Official official) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(SOME);
        for (OptimizelyUserContext user : official.users) {
            user.fetchQualifiedSegments(
                    success -> {
                        if (success) {
                            done.countDown();
                        }
                    },
                    List.of(ODPSegmentOption.IGNORE_CACHE));
        }
        await(done);
    }

    private static void await(CountDownLatch done) throws InterruptedException {
        if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(done.getCount() + " fetches failed");
        }
    }

    private static DisposableServer dataPlatform() {
        String answer = "{\"data\":{\"customer\":{\"audiences\":{\"edges\":"
                + "[{\"node\":{\"name\":\"has_email\",\"state\":\"qualified\"}}]}}}}";
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> request.receive()
                        .then(Mono.delay(Duration.ofMillis(50)))
                        .then(response.sendString(Mono.just(answer)).then()))
                .bindNow(PATIENCE);
    }

    private static String datafile(DisposableServer server) {
        return SmallProject.textWithDataPlatform("http://127.0.0.1:" + server.port());
    }

    /** Ours, with default settings. */
    @State(Scope.Benchmark)
    public static class Ours {

        final List<ReactiveUserContext> users = new ArrayList<>();
        private DisposableServer server;
        private ReactiveOptimizely client;

        /** Starts client and server. */
        @Setup
        public void prepare() {
            server = dataPlatform();
            client = ReactiveOptimizely.builder()
                    .datafile(datafile(server).getBytes(StandardCharsets.UTF_8))
                    .eventDispatcher(batch -> Mono.empty())
                    .odp(settings -> settings.allowInsecureHosts())
                    .build();
            client.ready().block(PATIENCE);
            for (int i = 0; i < MANY; i++) {
                users.add(client.createUserContext("user-" + i, Map.of()).block(PATIENCE));
            }
        }

        /** Ends both. */
        @TearDown
        public void close() {
            client.close().block(PATIENCE);
            server.disposeNow(PATIENCE);
        }
    }

    /** Theirs. Its pool has 200 connections, of which 20 to one host unless told otherwise. */
    @State(Scope.Benchmark)
    public static class Official {

        final List<OptimizelyUserContext> users = new ArrayList<>();
        private DisposableServer server;
        private Optimizely client;

        /** Starts client and server. */
        @Setup
        public void prepare() {
            server = dataPlatform();
            client = Optimizely.builder()
                    .withDatafile(datafile(server))
                    .withODPManager(ODPManager.builder()
                            .withApiManager(new DefaultODPApiManager())
                            .build())
                    .build();
            for (int i = 0; i < SOME; i++) {
                users.add(client.createUserContext("user-" + i));
            }
        }

        /** Ends both. */
        @TearDown
        public void close() {
            client.close();
            server.disposeNow(PATIENCE);
        }
    }
}
