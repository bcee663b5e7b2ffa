package dev.optireactor.reactor.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus.Initializing;
import dev.optireactor.reactor.datafile.DatafileStatus.Interrupted;
import dev.optireactor.reactor.datafile.DatafileStatus.Valid;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class ProjectFeedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> Instant.EPOCH.plus(Duration.ofNanos(time.now(TimeUnit.NANOSECONDS)));
    private final RecordingListener listener = new RecordingListener();
    private final TestPublisher<byte[]> datafiles = TestPublisher.create();
    private final ProjectFeed feed = feed(DatafileSource.of(datafiles));

    private ProjectFeed feed(DatafileSource source) {
        return feed(source, listener);
    }

    private ProjectFeed feed(DatafileSource source, Listener told) {
        return new ProjectFeed(
                source,
                DatafileLimits.defaults(),
                new Reporter(Conversation.DATAFILE, told),
                Schedulers.immediate(),
                time,
                clock);
    }

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
        assertThat(listener.told()).containsExactly("accepted 1", "accepted 2");
    }

    @Test
    void goesOnWhenTheListenerThrowsAnError() {
        ProjectFeed disturbed = feed(DatafileSource.of(datafiles), new Listener() {
            @Override
            public void revisionAccepted(String revision) {
                throw new AssertionError("from a metrics library");
            }
        });
        disturbed.start();
        disturbed
                .projects()
                .map(Project::revision)
                .as(StepVerifier::create)
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext("1")
                .then(() -> datafiles.next(Datafiles.revision("2")))
                .expectNext("2")
                .thenCancel()
                .verify(PATIENCE);
        assertThat(disturbed.status().blockFirst(PATIENCE)).isEqualTo(new Valid("2", clock.instant()));
        datafiles.assertWasNotCancelled();
    }

    @Test
    void saysThatASourceWhichFailedIsNotAskedAgainAndDoesNotQuoteIt() {
        feed.start();
        datafiles.error(new IOException("no datafile for anna"));
        assertThat(log.lines()).containsExactly("WARN IOException; the datafile source is not asked again");
        assertThat(listener.told()).containsExactly("failed DATAFILE");
    }

    @Test
    void saysEachFailureOnce() {
        feed.start();
        datafiles.next(Datafiles.garbage());
        datafiles.next(Datafiles.garbage());
        datafiles.error(new MalformedBodyException("fetch datafile", "garbage", null));
        assertThat(log.lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("WARN ")
                                .endsWith("(further failures are logged at DEBUG)"),
                        second -> assertThat(second).startsWith("DEBUG "),
                        third -> assertThat(third).startsWith("WARN ").endsWith("is not asked again"));
        assertThat(listener.failures()).hasSize(3);
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
        assertThat(listener.told()).containsExactly("accepted 1");
    }

    @Test
    void keepsTheProjectInUseWhenADatafileIsRefused() {
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        datafiles.next(Datafiles.garbage());
        datafiles.next(Datafiles.truncated());
        datafiles.next(Datafiles.of("5", "2"));
        datafiles.next(Datafiles.deep(10_000));
        datafiles.next(new byte[0]);
        assertThat(feed.latest()).isNotNull().extracting(Project::revision).isEqualTo("1");
        datafiles.next(Datafiles.revision("2"));
        assertThat(feed.latest()).isNotNull().extracting(Project::revision).isEqualTo("2");
        assertThat(listener.told())
                .containsExactly(
                        "accepted 1",
                        "failed DATAFILE",
                        "failed DATAFILE",
                        "failed DATAFILE",
                        "failed DATAFILE",
                        "failed DATAFILE",
                        "recovered DATAFILE",
                        "accepted 2");
    }

    @Test
    void tellsWhetherItIsInitializingValidOrInterruptedAndSinceWhen() {
        feed.start();
        feed.status()
                .as(StepVerifier::create)
                .expectNext(new Initializing())
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext(new Valid("1", Instant.EPOCH))
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.garbage()))
                .assertNext(status -> assertInterrupted(status, Duration.ofMinutes(5)))
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.garbage()))
                .assertNext(status -> assertInterrupted(status, Duration.ofMinutes(5)))
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNext(new Valid("1", Instant.EPOCH.plus(Duration.ofMinutes(10))))
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(5)))
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
    void survivesAnInternalSubscriberThatThrows() {
        AtomicInteger told = new AtomicInteger();
        feed.onPublish((previous, current) -> {
            throw new IllegalStateException("broken on purpose");
        });
        feed.onPublish((previous, current) -> told.incrementAndGet());
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        datafiles.next(Datafiles.revision("2"));
        assertThat(told).hasValue(2);
        assertThat(feed.latest()).isNotNull().extracting(Project::revision).isEqualTo("2");
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
                new Reporter(Conversation.DATAFILE, listener),
                Schedulers.fromExecutor(work::add),
                time,
                clock);
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
        assertThat(listener.told()).containsExactly("accepted 1", "accepted 4");
    }

    @Test
    void staysReadyAtOnceWhileThereIsAProject() {
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        feed.ready(Duration.ZERO)
                .map(Project::revision)
                .as(StepVerifier::create)
                .expectNext("1")
                .verifyComplete();
    }

    @Test
    void isNotReadyAfterTheTimeoutAndSaysWhy() {
        feed.start();
        feed.ready(Duration.ofSeconds(10))
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> datafiles.next(Datafiles.garbage()))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(9_999)))
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(NotReadyException.class)
                        .hasMessageContaining("10000ms")
                        .hasCauseInstanceOf(InvalidDatafileException.class))
                .verify(PATIENCE);
    }

    @Test
    void doesNotWaitWhenTheTimeoutIsZero() {
        feed.start();
        feed.ready(Duration.ZERO)
                .as(StepVerifier::create)
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
    }

    @Test
    void becomesReadyAfterEarlierWaitsTimedOut() {
        feed.start();
        feed.ready(Duration.ofSeconds(1))
                .as(StepVerifier::create)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
        feed.ready(Duration.ofSeconds(1))
                .as(StepVerifier::create)
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void letsTenThousandWaitWithoutAThread() {
        feed.start();
        int threads = Thread.activeCount();
        AtomicInteger answered = new AtomicInteger();
        Flux.range(0, 10_000)
                .flatMap(i -> feed.ready(Duration.ofSeconds(10)), 10_000)
                .doOnNext(project -> answered.incrementAndGet())
                .as(StepVerifier::create)
                .then(() -> assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads))
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNextCount(10_000)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(answered).hasValue(10_000);
    }

    @Test
    void failsThoseWhoWaitAndEndsTheStreamsWhenClosed() {
        feed.start();
        feed.ready(PATIENCE)
                .as(StepVerifier::create)
                .then(() -> feed.close().block(PATIENCE))
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
        datafiles.assertCancelled();
        feed.projects().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        feed.status().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        feed.ready(PATIENCE)
                .as(StepVerifier::create)
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
        feed.ready(Duration.ZERO)
                .as(StepVerifier::create)
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
        feed.refresh()
                .as(StepVerifier::create)
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
    }

    @Test
    void completesStreamsOnCloseAndDoesNotReplayAfterwards() {
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        feed.projects()
                .map(Project::revision)
                .as(StepVerifier::create)
                .expectNext("1")
                .then(() -> feed.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
        feed.projects().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        feed.ready(PATIENCE)
                .as(StepVerifier::create)
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
        assertThat(feed.latest()).isNotNull();
    }

    @Test
    void closesLazilyAndOnce() {
        feed.start();
        Mono<Void> close = feed.close();
        datafiles.assertNotCancelled();
        close.block(PATIENCE);
        datafiles.assertCancelled();
        close.as(StepVerifier::create).expectComplete().verify(PATIENCE);
        feed.close().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void endsAWaitForARefreshWhenClosed() {
        ProjectFeed waiting = feed(new DatafileSource() {
            @Override
            public Flux<Project> projects(DatafileIntake intake) {
                return Flux.never();
            }

            @Override
            public Mono<Void> refresh() {
                return Mono.never();
            }
        });
        waiting.start();
        waiting.refresh()
                .as(StepVerifier::create)
                .then(() -> waiting.close().block(PATIENCE))
                .expectError(ClientClosedException.class)
                .verify(PATIENCE);
    }

    @Test
    void isReadyWithAStaticDatafile() {
        ProjectFeed fixed = feed(DatafileSource.of(Datafiles.revision("7")));
        fixed.start();
        fixed.refresh().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        fixed.ready(PATIENCE)
                .map(Project::revision)
                .as(StepVerifier::create)
                .expectNext("7")
                .verifyComplete();
        fixed.close().block(PATIENCE);
    }

    @Test
    void doesNotWaitForASourceThatEndedWithoutADatafile() {
        ProjectFeed fixed = feed(DatafileSource.of(Datafiles.garbage()));
        fixed.start();
        fixed.ready(PATIENCE)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(NotReadyException.class)
                        .hasMessageContaining("source ended")
                        .hasCauseInstanceOf(InvalidDatafileException.class))
                .verify(PATIENCE);
    }

    @Test
    void keepsTheProjectWhenTheSourceFails() {
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        datafiles.error(new IOException("the broker is gone"));
        assertThat(feed.latest()).isNotNull();
        assertThat(listener.told()).containsExactly("accepted 1", "failed DATAFILE");
        feed.status()
                .as(StepVerifier::create)
                .expectNextMatches(Interrupted.class::isInstance)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void survivesASourceThatThrowsInsteadOfAnswering() {
        ProjectFeed broken = feed(intake -> {
            throw new IllegalStateException("broken on purpose");
        });
        broken.start();
        broken.ready(PATIENCE)
                .as(StepVerifier::create)
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
    }

    @Test
    void survivesAListenerThatThrows() {
        ProjectFeed told = feed(DatafileSource.of(datafiles), new Listener() {
            @Override
            public void revisionAccepted(String revision) {
                throw new IllegalStateException("broken on purpose");
            }
        });
        told.start();
        datafiles.next(Datafiles.revision("1"));
        datafiles.next(Datafiles.revision("2"));
        assertThat(told.latest()).isNotNull().extracting(Project::revision).isEqualTo("2");
    }
}
