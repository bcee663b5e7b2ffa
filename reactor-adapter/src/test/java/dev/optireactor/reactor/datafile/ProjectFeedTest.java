package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus.Initializing;
import dev.optireactor.reactor.datafile.DatafileStatus.Interrupted;
import dev.optireactor.reactor.datafile.DatafileStatus.Valid;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Which projects a feed publishes, to whom and in which order, and what its status is meanwhile. */
class ProjectFeedTest {

    private final FeedScene scene = new FeedScene();
    private final TestPublisher<byte[]> datafiles = scene.datafiles;
    private final ProjectFeed feed = scene.feed;

    @Test
    void hasNoProjectBeforeTheFirstDatafile() {
        feed.start();
        assertThat(feed.latest()).isNull();
        feed.status()
                .as(StepVerifier::create)
                .expectNext(new Initializing())
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void emitsEachNewRevisionAndReplaysTheLatest() {
        feed.start();
        feed.projects()
                .map(Project::revision)
                .as(StepVerifier::create)
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext("1")
                .then(() -> datafiles.next(Datafiles.revision("2")))
                .expectNext("2")
                .thenCancel()
                .verify(PATIENCE);
        feed.projects()
                .map(Project::revision)
                .as(StepVerifier::create)
                .expectNext("2")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(scene.listener.told()).containsExactly("accepted 1", "accepted 2");
    }

    @Test
    void ignoresADatafileWhoseRevisionIsInUse() {
        List<Project> published = new CopyOnWriteArrayList<>();
        feed.onPublish((previous, current) -> published.add(current));
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        Project first = feed.latest();
        datafiles.next(Datafiles.revision("1"));
        assertThat(feed.latest()).isSameAs(first);
        assertThat(published).containsExactly(first);
        assertThat(scene.listener.told()).containsExactly("accepted 1");
    }

    @Test
    void tellsWhetherItIsInitializingValidOrInterruptedAndSinceWhen() {
        feed.start();
        feed.status()
                .as(StepVerifier::create)
                .expectNext(new Initializing())
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext(new Valid("1", Instant.EPOCH))
                .then(() -> scene.time.advanceTimeBy(Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.garbage()))
                .assertNext(status -> assertInterrupted(status, Duration.ofMinutes(5)))
                .then(() -> scene.time.advanceTimeBy(Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.garbage()))
                .assertNext(status -> assertInterrupted(status, Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext(new Valid("1", Instant.EPOCH.plus(Duration.ofMinutes(10))))
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .then(() -> scene.time.advanceTimeBy(Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.revision("2")))
                .expectNext(new Valid("2", Instant.EPOCH.plus(Duration.ofMinutes(15))))
                .then(() -> feed.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
    }

    private static void assertInterrupted(DatafileStatus status, Duration since) {
        assertThat(status).isInstanceOfSatisfying(Interrupted.class, interrupted -> {
            assertThat(interrupted.since()).isEqualTo(Instant.EPOCH.plus(since));
            assertThat(interrupted.lastFailure()).isInstanceOf(InvalidDatafileException.class);
        });
    }

    @Test
    void tellsInternalSubscribersFirstAndFindsTheProjectInPlace() {
        List<String> order = new CopyOnWriteArrayList<>();
        feed.onPublish((previous, current) -> order.add("internal " + (previous == null ? "none" : previous.revision())
                + " > " + (feed.latest() == current ? current.revision() : "not in place")));
        feed.start();
        feed.ready(PATIENCE).subscribe(project -> order.add("ready " + project.revision()));
        feed.projects().subscribe(project -> order.add("project " + project.revision()));
        datafiles.next(Datafiles.revision("1"));
        datafiles.next(Datafiles.revision("2"));
        assertThat(order).containsExactly("internal none > 1", "ready 1", "project 1", "internal 1 > 2", "project 2");
    }

    @Test
    void letsASubscriberAskForTheProjectWhileItIsTold() {
        feed.start();
        feed.projects()
                .concatMap(project -> feed.ready(Duration.ZERO).map(Project::revision))
                .as(StepVerifier::create)
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext("1")
                .then(() -> feed.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void givesASlowSubscriberTheNewestProjectOnly() {
        feed.start();
        StepVerifier.create(feed.projects().map(Project::revision), 0)
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .then(() -> datafiles.next(Datafiles.revision("2")))
                .then(() -> datafiles.next(Datafiles.revision("3")))
                .thenRequest(1)
                .expectNext("3")
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void parsesOnTheWorkerOnlyAndKeepsTheNewestOfWhatIsPushedMeanwhile() {
        Queue<Runnable> work = new ArrayDeque<>();
        ProjectFeed pushed = new ProjectFeed(
                DatafileSource.of(datafiles),
                DatafileLimits.defaults(),
                new Reporter(Conversation.DATAFILE, scene.listener),
                Schedulers.fromExecutor(work::add),
                scene.time,
                scene.clock);
        pushed.start();
        assertThat(datafiles.subscribeCount())
                .as("subscribed by start() itself")
                .isZero();
        work.remove().run();
        for (String revision : List.of("1", "2", "3", "4")) {
            datafiles.next(Datafiles.revision(revision));
        }
        assertThat(pushed.latest()).isNull();
        while (!work.isEmpty()) {
            work.remove().run();
        }
        assertThat(scene.listener.told()).containsExactly("accepted 1", "accepted 4");
    }
}
