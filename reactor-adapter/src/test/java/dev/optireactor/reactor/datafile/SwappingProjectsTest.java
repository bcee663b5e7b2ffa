package dev.optireactor.reactor.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.project.Flag;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Projects are swapped while others read them. */
class SwappingProjectsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READERS = 8;
    private static final int REVISIONS = 50;

    @Test
    void showsEightThreadsOneConsistentProjectAtATimeWhileTheySwapEachMillisecond() {
        Scheduler readers = Schedulers.newParallel("reader", READERS);
        DatafileSource swapping = intake -> Flux.range(1, REVISIONS)
                .concatMap(revision -> intake.accept(datafile(revision)).delaySubscription(Duration.ofMillis(1)));
        ProjectFeed feed = new ProjectFeed(
                swapping,
                DatafileLimits.defaults(),
                new Reporter(Conversation.DATAFILE, Listener.none()),
                Schedulers.parallel(),
                Schedulers.parallel(),
                InstantSource.system());
        Set<String> published = ConcurrentHashMap.newKeySet();
        feed.onPublish((previous, current) -> published.add(current.revision()));
        Mono<Void> last = feed.projects()
                .takeUntil(project -> project.revision().equals(Integer.toString(REVISIONS)))
                .then();
        feed.start();
        Flux.range(0, READERS)
                .flatMap(
                        reader -> feed.ready(PATIENCE)
                                .map(first -> consistentRevision(Objects.requireNonNull(feed.latest())))
                                .repeat()
                                .scan(0L, SwappingProjectsTest::notOlder)
                                .takeUntilOther(last)
                                .subscribeOn(readers),
                        READERS)
                .ignoreElements()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(published).as("revisions that came into use").hasSize(REVISIONS);
        feed.close().block(PATIENCE);
        readers.disposeGracefully().block(PATIENCE);
    }

    /** Each flag of a project is named for its revision. */
    private static long consistentRevision(Project project) {
        List<String> keys = project.flags().stream().map(Flag::key).toList();
        assertThat(keys).hasSize(3).allMatch(key -> key.startsWith("r" + project.revision() + "_"));
        return Long.parseLong(project.revision());
    }

    private static long notOlder(long before, long now) {
        assertThat(now).isGreaterThanOrEqualTo(before);
        return now;
    }

    private static byte[] datafile(long revision) {
        String flags = IntStream.range(0, 3)
                .mapToObj(i -> """
                        {"id": "%d", "key": "r%d_%d", "rolloutId": "", "experimentIds": [], "variables": []}""".formatted(i, revision, i))
                .collect(Collectors.joining(","));
        return new String(Datafiles.revision(Long.toString(revision)), StandardCharsets.UTF_8)
                .replace("\"featureFlags\": []", "\"featureFlags\": [" + flags + "]")
                .getBytes(StandardCharsets.UTF_8);
    }
}
