package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.config.HttpProjectConfigManager;
import com.optimizely.ab.event.AsyncEventHandler;
import com.optimizely.ab.event.BatchEventProcessor;
import com.optimizely.ab.odp.DefaultODPApiManager;
import com.optimizely.ab.odp.ODPManager;
import com.optimizely.ab.odp.ODPSegmentOption;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.ReactiveUserContext;
import dev.optireactor.reactor.fixture.RedirectedEvents;
import dev.optireactor.reactor.segment.OdpSegmentOption;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;

/**
 * The threads of one client that polls, sends events and is connected with the data platform: idle, after everything was
 * used once, and while segments are fetched. The sandbox that it talks to uses Reactor Netty's shared loops too.
 */
final class ThreadCensus {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SHARED = Pattern.compile("(reactor-|parallel-|boundedElastic-|single-).*");
    private static final String KEY = "key";

    private final String side;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Set<Thread> before = live();

    private ThreadCensus(String side) {
        this.side = side;
    }

    /** {@return figures of both sides, each measured in a new Java} */
    static Map<String, Long> measure() {
        Map<String, Long> figures = new HashMap<>(OwnJava.run(ThreadCensus.class, "official"));
        figures.putAll(OwnJava.run(ThreadCensus.class, "optireactor"));
        return figures;
    }

    /** Prints the figures of one side. */
    public static void main(String[] arguments) throws InterruptedException {
        OptimizelySandbox sandbox = OptimizelySandbox.create();
        sandbox.start().block(PATIENCE);
        sandbox.datafile(KEY, SmallProject.textWithDataPlatform(sandbox.uri().toString()));
        ThreadCensus census = new ThreadCensus(arguments[0]);
        if (census.side.equals("official")) {
            census.official(sandbox);
        } else {
            census.ours(sandbox);
        }
        sandbox.close().block(PATIENCE);
        // The official client leaves threads behind that would keep this Java alive.
        System.exit(0);
    }

    private void ours(OptimizelySandbox sandbox) throws InterruptedException {
        ReactiveOptimizely client = ReactiveOptimizely.builder()
                .sdkKey(KEY)
                .polling(polling -> polling.urlTemplate(sandbox.datafileTemplate()))
                .events(events -> events.endpoint(sandbox.eventsUri()))
                .odp(odp -> odp.allowInsecureHosts())
                .build();
        client.ready().block(PATIENCE);
        count("idle");
        ReactiveUserContext user = client.createUserContext("user").block(PATIENCE);
        user.decide(SmallProject.FLAG).block(PATIENCE);
        user.trackEvent(SmallProject.EVENT).block(PATIENCE);
        user.fetchQualifiedSegments().block(PATIENCE);
        client.flush().block(PATIENCE);
        count("used");
        for (int users : List.of(200, 10_000)) {
            fetching(
                    sandbox,
                    users,
                    () -> Flux.range(0, users)
                            .flatMap(i -> client.createUserContext("user-" + i), users)
                            .flatMap(each -> each.fetchQualifiedSegments(OdpSegmentOption.IGNORE_CACHE), users)
                            .all(success -> success)
                            .block(PATIENCE));
        }
        client.close().block(PATIENCE);
    }

    private void official(OptimizelySandbox sandbox) throws InterruptedException {
        Optimizely client = Optimizely.builder()
                .withConfigManager(HttpProjectConfigManager.builder()
                        .withSdkKey(KEY)
                        .withUrl(sandbox.datafileTemplate().formatted(KEY))
                        .build())
                .withEventProcessor(BatchEventProcessor.builder()
                        .withEventHandler(new RedirectedEvents(
                                AsyncEventHandler.builder().build(),
                                sandbox.eventsUri().toString()))
                        .build())
                .withODPManager(ODPManager.builder()
                        .withApiManager(new DefaultODPApiManager())
                        .build())
                .build();
        count("idle");
        OptimizelyUserContext user = client.createUserContext("user");
        // Two batches, as each worker of the dispatch is started by one.
        for (int i = 0; i < 20; i++) {
            user.decide(SmallProject.FLAG);
        }
        user.fetchQualifiedSegments();
        count("used");
        int users = 200;
        fetching(sandbox, users, () -> {
            CountDownLatch done = new CountDownLatch(users);
            for (int i = 0; i < users; i++) {
                client.createUserContext("user-" + i)
                        .fetchQualifiedSegments(success -> done.countDown(), List.of(ODPSegmentOption.IGNORE_CACHE));
            }
            return done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        });
    }

    private interface Fetch {

        Boolean run() throws InterruptedException;
    }

    private void fetching(OptimizelySandbox sandbox, int users, Fetch fetch) throws InterruptedException {
        sandbox.fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofMillis(50)));
        int idle = threads.getThreadCount();
        threads.resetPeakThreadCount();
        if (!fetch.run()) {
            throw new IllegalStateException("a fetch of " + users + " failed");
        }
        OwnJava.print(side + ".fetching." + users, Math.max(0, threads.getPeakThreadCount() - idle));
    }

    private void count(String when) throws InterruptedException {
        // What starts in the background has started by then.
        TimeUnit.SECONDS.sleep(1);
        Set<Thread> added = live();
        added.removeAll(before);
        long shared = 0;
        for (Thread thread : added) {
            shared += SHARED.matcher(thread.getName()).matches() ? 1 : 0;
        }
        OwnJava.print(side + "." + when, added.size() - shared);
        OwnJava.print(side + "." + when + ".shared", shared);
    }

    private static Set<Thread> live() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
