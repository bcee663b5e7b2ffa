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

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final Scheduler threads = Schedulers.newParallel("caller", THREADS);
    private final Map<String, AtomicLong> decisions = new ConcurrentHashMap<>();

    @Test
    void eachCallSeesOneRevisionAndEachDecisionIsReportedOnceForItsOwn() {
        PushedProjects projects = new PushedProjects().and(project(1));
        ReactiveOptimizely client = scene.readyClient(builder -> builder.datafileSource(projects));
        List<Project> revisions = IntStream.rangeClosed(2, REVISIONS)
                .mapToObj(revision -> project(revision).compiled())
                .toList();
        Mono<Void> swapping = Flux.fromIterable(revisions)
                .concatMap(next -> Mono.delay(Duration.ofMillis(1)).doOnNext(tick -> projects.push(next)))
                .then();
        Flux<Void> calling = Flux.range(0, THREADS)
                .flatMap(thread -> call(client, "user-" + thread).subscribeOn(threads), THREADS);
        Mono.when(swapping, calling).block(PATIENCE);
        ClientStatistics outcome = Objects.requireNonNull(client.close().block(PATIENCE));
        assertThat(outcome.events().offered()).isEqualTo((long) THREADS * CALLS * (FLAGS + 1));
        assertThat(outcome.events().delivered()).isEqualTo(outcome.events().offered());
        assertThat(scene.sandbox().received().events().stream()
                        .map(ReceivedEvent::uuid)
                        .distinct())
                .hasSize(THREADS * CALLS * (FLAGS + 1));
        assertThat(impressions()).isEqualTo(counted());
        threads.dispose();
    }

    /** One call after the other: all flags, then a conversion. */
    private Mono<Void> call(ReactiveOptimizely client, String userId) {
        return client.createUserContext(userId)
                .flatMapMany(user -> Flux.range(0, CALLS)
                        .concatMap(i -> user.decideAll()
                                .collectList()
                                .doOnNext(this::countOneRevision)
                                .then(user.trackEvent(SampleProject.PURCHASE))))
                .then();
    }

    private void countOneRevision(List<OptimizelyDecision> call) {
        List<String> revisions = call.stream()
                .map(decision -> String.valueOf(decision.variables().toMap().get("revision")))
                .distinct()
                .toList();
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
