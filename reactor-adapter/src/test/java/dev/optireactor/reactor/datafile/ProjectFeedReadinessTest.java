package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.fixture.Threads;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** How long a feed lets those wait who need a project. */
class ProjectFeedReadinessTest {

    private final FeedScene scene = new FeedScene();
    private final TestPublisher<byte[]> datafiles = scene.datafiles;
    private final ProjectFeed feed = scene.feed;

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
    void isReadyWithAStaticDatafile() {
        ProjectFeed fixed = scene.feed(DatafileSource.of(Datafiles.revision("7")));
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
    void isNotReadyAfterTheTimeoutAndSaysWhy() {
        feed.start();
        feed.ready(Duration.ofSeconds(10))
                .as(StepVerifier::create)
                .expectSubscription()
                .then(() -> datafiles.next(Datafiles.garbage()))
                .then(() -> scene.time.advanceTimeBy(Duration.ofMillis(9_999)))
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> scene.time.advanceTimeBy(Duration.ofMillis(1)))
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
    void doesNotWaitForASourceThatEndedWithoutADatafile() {
        ProjectFeed fixed = scene.feed(DatafileSource.of(Datafiles.garbage()));
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
    void becomesReadyAfterEarlierWaitsTimedOut() {
        feed.start();
        feed.ready(Duration.ofSeconds(1))
                .as(StepVerifier::create)
                .then(() -> scene.time.advanceTimeBy(Duration.ofSeconds(1)))
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
        Set<String> before = Threads.names();
        AtomicInteger answered = new AtomicInteger();
        Flux.range(0, 10_000)
                .flatMap(i -> feed.ready(Duration.ofSeconds(10)), 10_000)
                .doOnNext(project -> answered.incrementAndGet())
                .as(StepVerifier::create)
                .then(() -> assertThat(Threads.names()).isSubsetOf(before))
                .then(() -> datafiles.next(Datafiles.revision("1")))
                .expectNextCount(10_000)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(answered).hasValue(10_000);
    }
}
