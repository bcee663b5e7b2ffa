package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.testing.ReceivedBatch;
import dev.optireactor.reactor.testing.ReceivedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Many threads decide and track while the project changes all the time. */
class ConcurrentDecisionsTest {

    private static final int THREADS = 8;
    private static final int CALLS = 100;
    private static final int FLAGS = 5;
    private static final int REVISIONS = 50;
    private static final int SEEN = 10;

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final Scheduler threads = Schedulers.newParallel("caller", THREADS);
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, AtomicLong> decisions = new ConcurrentHashMap<>();

    @Test
    void eachCallSeesOneRevisionAndEachDecisionIsReportedOnceForItsOwn() {
        PushedProjects projects = new PushedProjects().and(project(1));
        ReactiveOptimizely client = scene.readyClient(builder -> projects.feed(builder)
                .events(events -> events.queueCapacity(1_000_000).queueBytes(1L << 30))
                .closeTimeout(PATIENCE));
        List<Project> revisions = IntStream.rangeClosed(1, REVISIONS)
                .mapToObj(revision -> project(revision).compiled())
                .toList();
        Mono<Void> calling = Flux.range(0, THREADS)
                .flatMap(thread -> call(client, "user-" + thread).subscribeOn(threads), THREADS)
                .then()
                .cache();
        Mono<Void> swapping = Flux.fromIterable(revisions)
                .repeat()
                .concatMap(next -> Mono.delay(Duration.ofMillis(1)).doOnNext(tick -> projects.push(next)))
                .takeUntilOther(calling)
                .then();
        Mono.when(swapping, calling).block(PATIENCE);
        ClientStatistics outcome = Objects.requireNonNull(client.close().block(PATIENCE));
        assertThat(outcome.events().offered()).isEqualTo(calls.get() * (FLAGS + 1));
        assertThat(outcome.events().delivered()).isEqualTo(outcome.events().offered());
        assertThat(scene.sandbox().received().events().stream()
                        .map(ReceivedEvent::uuid)
                        .distinct())
                .hasSize((int) calls.get() * (FLAGS + 1));
        assertThat(impressions()).isEqualTo(counted());
        threads.dispose();
    }

    /** A call each millisecond, all flags and then a conversion, until there were many and the project often changed. */
    private Mono<Void> call(ReactiveOptimizely client, String userId) {
        return client.createUserContext(userId)
                .flatMapMany(user -> user.decideAll()
                        .collectList()
                        .doOnNext(this::countOneRevision)
                        .then(user.trackEvent(SampleProject.PURCHASE))
                        .repeatWhen(
                                done -> done.takeWhile(call -> calls.get() < THREADS * CALLS || decisions.size() < SEEN)
                                        .delayElements(Duration.ofMillis(1), threads)))
                .then();
    }

    private void countOneRevision(List<OptimizelyDecision> call) {
        List<String> revisions = call.stream()
                .map(decision -> String.valueOf(decision.variables().toMap().get("revision")))
                .distinct()
                .toList();
        calls.incrementAndGet();
        assertThat(call).hasSize(FLAGS);
        assertThat(revisions).hasSize(1);
        decisions
                .computeIfAbsent(revisions.get(0), revision -> new AtomicLong())
                .addAndGet(call.size());
    }

    private Map<String, Long> counted() {
        return decisions.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get()));
    }

    /** The impressions that were received, by the revision of their batch. */
    private Map<String, Long> impressions() {
        return scene.sandbox().received().batches().stream()
                .collect(Collectors.groupingBy(
                        batch -> String.valueOf(batch.json().get("revision")),
                        Collectors.summingLong(ConcurrentDecisionsTest::impressions)))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long impressions(ReceivedBatch batch) {
        return batch.events().stream()
                .filter(event -> !event.decisions().isEmpty())
                .count();
    }

    private static SampleProject project(int revision) {
        SampleProject project = SampleProject.revision(Integer.toString(revision));
        IntStream.range(0, FLAGS).forEach(flag -> project.on("flag-" + flag));
        return project;
    }
}
