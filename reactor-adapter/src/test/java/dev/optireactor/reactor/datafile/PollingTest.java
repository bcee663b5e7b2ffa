package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.datafile.PollingScene.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus.Valid;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.fixture.Threads;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** When the datafile is fetched. */
class PollingTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final PollingScene scene = new PollingScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void fetchesAtOnceAndThenAfterEachInterval() {
        scene.serve(Datafiles.revision("1"));
        scene.start();
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        scene.serve(Datafiles.revision("2"));
        scene.timer.pass(INTERVAL.minusMillis(1));
        assertThat(scene.requests()).hasSize(1);
        scene.timer.pass(Duration.ofMillis(1));
        assertThat(scene.awaitPauseWith("2")).isEqualTo(INTERVAL);
        assertThat(scene.requests()).hasSize(2);
        assertThat(scene.listener.told()).containsExactly("accepted 1", "accepted 2");
    }

    @Test
    void neverFetchesTwiceAtATime() {
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.silence());
        scene.start();
        scene.awaitRequest(1);
        scene.timer.pass(Duration.ofDays(1));
        assertThat(scene.timer.hasPauseBegun()).isFalse();
        assertThat(scene.requests()).hasSize(1);
    }

    @Test
    void retriesInsideAPollAndSaysNothingOfItIfThatHelps() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(500), Fault.reset(), Fault.status(503));
        scene.start();
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(50));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(100));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(200));
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        assertThat(scene.requests()).hasSize(4);
        assertThat(scene.listener.told()).containsExactly("accepted 1");
    }

    @Test
    void growsThePauseUpToTheIntervalWhileNothingWasEverFetched() {
        scene.sandbox.fault(Endpoint.DATAFILE, Fault.status(500));
        scene.start(settings -> settings.maxRetries(0).interval(Duration.ofSeconds(30)));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(1_250));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(2_250));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(4_250));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(8_250));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(16_250));
        assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMillis(30_250));
        assertThat(scene.timer.awaitPause()).isEqualTo(Duration.ofMillis(30_250));
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.heal(Endpoint.DATAFILE);
        scene.timer.pass(Duration.ofMillis(30_250));
        assertThat(scene.awaitPauseWith("1")).isEqualTo(Duration.ofSeconds(30));
        assertThat(scene.listener.told()).endsWith("recovered DATAFILE", "accepted 1");
    }

    @Test
    void keepsTheIntervalWhenAFetchFailsLaterAndRecovers() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start(settings -> settings.maxRetries(0));
        scene.awaitPauseWith("1");
        scene.sandbox.fault(Endpoint.DATAFILE, Fault.status(500));
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        assertThat(feed.status().blockFirst(PATIENCE)).isInstanceOf(DatafileStatus.Interrupted.class);
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        scene.sandbox.heal(Endpoint.DATAFILE);
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        assertThat(feed.status().blockFirst(PATIENCE)).isInstanceOf(Valid.class);
        assertThat(scene.listener.told())
                .containsExactly("accepted 1", "failed DATAFILE", "failed DATAFILE", "recovered DATAFILE");
    }

    @Test
    void slowsDownWhenTheKeyIsRefused() {
        scene.start();
        for (int minutes : new int[] {5, 10, 20, 30, 30}) {
            assertThat(scene.timer.passPause()).isEqualTo(Duration.ofMinutes(minutes));
        }
        scene.timer.awaitPause();
        assertThat(scene.requests()).as("requests without a retry").hasSize(6);
        scene.serve(Datafiles.revision("1"));
        scene.timer.pass(Duration.ofMinutes(30));
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
    }

    @Test
    void startsOverQuicklyWhenARefusalGivesWayToAnotherFailure() {
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(401), Fault.status(404));
        scene.start();
        assertThat(scene.timer.passPause()).isEqualTo(INTERVAL);
        assertThat(scene.timer.awaitPause()).isEqualTo(Duration.ofMillis(1_250));
    }

    @Test
    void recoversWhenTheServerAcceptsConnectionsAgain() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.refuseConnections().block(PATIENCE);
        scene.start(settings -> settings.maxRetries(0));
        assertThat(scene.timer.awaitPause()).isEqualTo(Duration.ofMillis(1_250));
        scene.sandbox.acceptConnections().block(PATIENCE);
        scene.timer.pass(Duration.ofMillis(1_250));
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
    }

    @Test
    void endsAnAttemptThatTakesTooLong() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.silence(), Fault.trickle(Duration.ofMillis(100)));
        scene.start();
        scene.awaitRequest(1);
        scene.requestTimer.pass(Duration.ofSeconds(10));
        scene.timer.passPause();
        scene.awaitRequest(2);
        scene.requestTimer.pass(Duration.ofSeconds(10));
        scene.timer.passPause();
        scene.awaitPauseWith("1");
        assertThat(scene.requests()).hasSize(3);
    }

    @Test
    void compilesAndTellsOnAWorkerNotOnAnEventLoop() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.create(settings -> settings);
        AtomicReference<@Nullable String> thread = new AtomicReference<>();
        feed.onPublish((previous, current) -> thread.set(Thread.currentThread().getName()));
        feed.start();
        scene.awaitPauseWith("1");
        assertThat(thread.get()).startsWith("parallel-");
    }

    @Test
    void fetchesAtOnceWhenAskedTo() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        scene.serve(Datafiles.revision("2"));
        feed.refresh()
                .then(Mono.fromSupplier(feed::latest))
                .map(Project::revision)
                .as(StepVerifier::create)
                .expectNext("2")
                .expectComplete()
                .verify(PATIENCE);
        assertThat(scene.awaitPauseWith("2")).isEqualTo(INTERVAL);
        assertThat(scene.requests()).hasSize(2);
        scene.timer.pass(INTERVAL);
        scene.awaitPauseWith("2");
        assertThat(scene.requests()).as("the pause that was cut short is over").hasSize(3);
    }

    @Test
    void joinsTheFetchInFlightWhenAskedTo() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.latency(Duration.ofSeconds(1)));
        ProjectFeed feed = scene.start();
        scene.awaitRequest(1);
        Flux.range(0, 100)
                .flatMap(i -> feed.refresh(), 100)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        scene.awaitPauseWith("1");
        assertThat(scene.requests()).hasSize(1);
    }

    @Test
    void completesARefreshThatFindsTheDatafileUnchanged() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        feed.refresh().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(scene.requests()).hasSize(2);
    }

    @Test
    void failsARefreshWhoseFetchFailsAndSucceedsAgain() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start(settings -> settings.maxRetries(0));
        scene.awaitPauseWith("1");
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(503), Fault.status(404));
        feed.refresh()
                .as(StepVerifier::create)
                .expectError(UnavailableException.class)
                .verify(PATIENCE);
        feed.refresh()
                .as(StepVerifier::create)
                .expectError(RejectedException.class)
                .verify(PATIENCE);
        feed.refresh().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void cancelsTheRequestInFlightWhenClosed() {
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.silence());
        ProjectFeed feed = scene.start();
        scene.awaitRequest(1);
        feed.close().block(PATIENCE);
        assertThat(scene.sandbox.received().onAbort().blockFirst(PATIENCE)).isNotNull();
        assertThat(scene.timer.hasPauseBegun()).isFalse();
    }

    @Test
    void fetchesNoMoreOnceClosed() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        feed.close().block(PATIENCE);
        scene.timer.pass(Duration.ofDays(1));
        assertThat(scene.requests()).hasSize(1);
    }

    @Test
    void servesTheFallbackDatafileUntilOneIsFetched() {
        scene.serve(Datafiles.revision("2"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(404));
        ProjectFeed feed = scene.start(settings -> settings.fallbackDatafile(Datafiles.revision("1")));
        assertThat(feed.ready(PATIENCE).map(Project::revision).block(PATIENCE)).isEqualTo("1");
        assertThat(scene.awaitPauseWith("1")).isEqualTo(Duration.ofMillis(1_250));
        assertThat(scene.requests().get(0).header("If-None-Match")).isEmpty();
        scene.timer.pass(Duration.ofMillis(1_250));
        scene.awaitPauseWith("2");
    }

    @Test
    void tellsNothingNewWhenTheFallbackDatafileIsUpToDate() {
        scene.serve(Datafiles.revision("1"));
        scene.start(settings -> settings.fallbackDatafile(Datafiles.revision("1")));
        scene.awaitPauseWith("1");
        assertThat(scene.requests()).hasSize(1);
        assertThat(scene.listener.told()).containsExactly("accepted 1");
    }

    @Test
    void ignoresAFallbackDatafileThatIsRefused() {
        scene.serve(Datafiles.revision("1"));
        scene.start(settings -> settings.fallbackDatafile(Datafiles.garbage()));
        scene.awaitPauseWith("1");
        assertThat(scene.listener.told()).containsExactly("accepted 1");
    }

    @Test
    void letsTenThousandWaitForASlowFirstDatafileWithoutAThread() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.latency(Duration.ofSeconds(1)));
        ProjectFeed feed = scene.start();
        scene.awaitRequest(1);
        Set<String> before = Threads.names();
        Flux.range(0, 10_000)
                .flatMap(i -> feed.ready(PATIENCE), 10_000)
                .as(StepVerifier::create)
                .then(() -> assertThat(Threads.names())
                        .filteredOn(name -> !name.startsWith("parallel-"))
                        .isSubsetOf(before))
                .expectNextCount(10_000)
                .expectComplete()
                .verify(PATIENCE);
    }
}
