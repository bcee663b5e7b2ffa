package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.failure.ClientClosedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What closing a feed ends, once and only when somebody subscribes. */
class ProjectFeedCloseTest {

    private final FeedScene scene = new FeedScene();
    private final TestPublisher<byte[]> datafiles = scene.datafiles;
    private final ProjectFeed feed = scene.feed;

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
        ProjectFeed waiting = scene.feed(new DatafileSource() {
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
}
