package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus.Interrupted;
import dev.optireactor.reactor.datafile.DatafileStatus.Valid;
import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** A feed whose datafiles are refused, or whose source, listener or internal subscriber fails. */
class ProjectFeedFailuresTest {

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    private final FeedScene scene = new FeedScene();
    private final TestPublisher<byte[]> datafiles = scene.datafiles;
    private final ProjectFeed feed = scene.feed;

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
        assertThat(scene.listener.told())
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
        assertThat(scene.listener.failures()).hasSize(3);
    }

    @Test
    void keepsTheProjectWhenTheSourceFails() {
        feed.start();
        datafiles.next(Datafiles.revision("1"));
        datafiles.error(new IOException("the broker is gone"));
        assertThat(feed.latest()).isNotNull();
        assertThat(scene.listener.told()).containsExactly("accepted 1", "failed DATAFILE");
        feed.status()
                .as(StepVerifier::create)
                .expectNextMatches(Interrupted.class::isInstance)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void saysThatASourceWhichFailedIsNotAskedAgainAndDoesNotQuoteIt() {
        feed.start();
        datafiles.error(new IOException("no datafile for anna"));
        assertThat(log.lines()).containsExactly("WARN IOException; the datafile source is not asked again");
        assertThat(scene.listener.told()).containsExactly("failed DATAFILE");
    }

    @Test
    void survivesASourceThatThrowsInsteadOfAnswering() {
        ProjectFeed broken = scene.feed(intake -> {
            throw new IllegalStateException("broken on purpose");
        });
        broken.start();
        broken.ready(PATIENCE)
                .as(StepVerifier::create)
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
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
    void survivesAListenerThatThrows() {
        ProjectFeed told = scene.feed(DatafileSource.of(datafiles), new Listener() {
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

    @Test
    void goesOnWhenTheListenerThrowsAnError() {
        ProjectFeed disturbed = scene.feed(DatafileSource.of(datafiles), new Listener() {
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
        assertThat(disturbed.status().blockFirst(PATIENCE)).isEqualTo(new Valid("2", scene.clock.instant()));
        datafiles.assertWasNotCancelled();
    }
}
