package dev.optireactor.reactor.datafile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxRequest;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A feed that polls the sandbox over HTTP. Pauses and the time limit of requests pass when a test says so, everything
 * else happens in real time.
 */
final class PollingScene implements AutoCloseable {

    static final String SDK_KEY = Secrets.SDK_KEY;
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final double RANDOM = 0.5;

    final OptimizelySandbox sandbox =
            Objects.requireNonNull(OptimizelySandbox.create().start().block(PATIENCE));
    final PausedTimer timer = new PausedTimer();
    final PausedTimer requestTimer = new PausedTimer();
    final RecordingListener listener = new RecordingListener();
    private final Transport transport =
            Transport.create(TransportSettings.builder().build(), requestTimer, InstantSource.system());
    Scheduler blocking = Schedulers.boundedElastic();
    private @Nullable ProjectFeed feed;

    ProjectFeed start() {
        return start(settings -> settings);
    }

    ProjectFeed start(UnaryOperator<PollingSettings.Builder> change) {
        ProjectFeed started = create(change);
        started.start();
        return started;
    }

    ProjectFeed create(UnaryOperator<PollingSettings.Builder> change) {
        PollingSettings settings = change.apply(
                        PollingSettings.builder().sdkKey(SDK_KEY).urlTemplate(sandbox.datafileTemplate()))
                .build();
        ProjectFeed created = new ProjectFeed(
                new PollingDatafileSource(settings, transport, timer, blocking, () -> RANDOM),
                DatafileLimits.defaults(),
                new Reporter(Conversation.DATAFILE, listener),
                Schedulers.parallel(),
                Schedulers.parallel(),
                InstantSource.system());
        feed = created;
        return created;
    }

    void serve(byte[] datafile) {
        sandbox.datafile(SDK_KEY, new String(datafile, StandardCharsets.UTF_8));
    }

    /** The next datafile comes without validators. */
    void serveOnce(byte[] datafile) {
        sandbox.faults(Endpoint.DATAFILE, Fault.answer(200, new String(datafile, StandardCharsets.UTF_8)));
    }

    /** Waits until the datafile endpoint has received so many requests, and returns the last of them. */
    SandboxRequest awaitRequest(long number) {
        return Objects.requireNonNull(sandbox.received()
                .onRequest()
                .filter(request -> request.number() == number)
                .blockFirst(PATIENCE));
    }

    List<SandboxRequest> requests() {
        return sandbox.received().requests(Endpoint.DATAFILE);
    }

    /** Waits for the pause after a poll, whose outcome is then visible, and checks the revision in use. */
    Duration awaitPauseWith(String revision) {
        Duration pause = timer.awaitPause();
        assertThat(feed().latest()).isNotNull().extracting(Project::revision).isEqualTo(revision);
        return pause;
    }

    ProjectFeed feed() {
        return Objects.requireNonNull(feed);
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close().block(PATIENCE);
        }
        transport.close().block(PATIENCE);
        sandbox.close().block(PATIENCE);
    }
}
