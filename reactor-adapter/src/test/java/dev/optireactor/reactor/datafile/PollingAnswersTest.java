package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.datafile.PollingScene.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus.Interrupted;
import dev.optireactor.reactor.failure.BodyTooLargeException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the answers to a fetch. */
class PollingAnswersTest {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1_250);

    private final PollingScene scene = new PollingScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void asksWithoutValidatorsFirstAndAcceptsGzip() {
        scene.serve(Datafiles.revision("1"));
        scene.start();
        scene.awaitPauseWith("1");
        SandboxRequest request = scene.requests().get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.body()).isEmpty();
        assertThat(request.header("Accept-Encoding")).contains("gzip");
        assertThat(request.header("If-Modified-Since")).isEmpty();
        assertThat(request.header("If-None-Match")).isEmpty();
        assertThat(request.header("Authorization")).isEmpty();
    }

    @Test
    void sendsBackTheValidatorsByteForByteAndKeepsEverythingOnNotModified() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        Project first = feed.latest();
        DatafileStatus status = feed.status().blockFirst(PATIENCE);
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        // A one-digit day, which whoever parses and formats the date again writes with two.
        assertThat(scene.requests().get(1).header("If-Modified-Since")).contains("Thu, 1 Jan 2026 00:00:01 GMT");
        assertThat(scene.requests().get(1).header("If-None-Match")).contains("\"1\"");
        assertThat(feed.latest()).isSameAs(first);
        assertThat(feed.status().blockFirst(PATIENCE)).isEqualTo(status);
        assertThat(scene.listener.told()).containsExactly("accepted 1");
    }

    @Test
    void takesTheSameRevisionForAcceptedAndItsValidatorsToo() {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        Project first = feed.latest();
        scene.serve(Datafiles.revision("1"));
        scene.timer.pass(INTERVAL);
        scene.awaitPauseWith("1");
        scene.timer.pass(INTERVAL);
        scene.awaitPauseWith("1");
        assertThat(scene.requests().get(2).header("If-None-Match")).contains("\"2\"");
        assertThat(feed.latest()).isSameAs(first);
        assertThat(scene.listener.told()).containsExactly("accepted 1");
    }

    @Test
    void forgetsTheValidatorsWhenAnAcceptedAnswerHasNone() {
        scene.serve(Datafiles.revision("1"));
        scene.start();
        scene.awaitPauseWith("1");
        scene.serveOnce(Datafiles.revision("2"));
        scene.timer.pass(INTERVAL);
        scene.awaitPauseWith("2");
        scene.timer.pass(INTERVAL);
        scene.awaitPauseWith("1");
        assertThat(scene.requests().get(2).header("If-Modified-Since")).isEmpty();
        assertThat(scene.requests().get(2).header("If-None-Match")).isEmpty();
    }

    static Map<String, byte[]> refused() {
        return Map.of(
                "garbage", Datafiles.garbage(),
                "truncated", Datafiles.truncated(),
                "unsupported version", Datafiles.of("5", "2"),
                "missing fields", "{\"version\": \"4\", \"revision\": \"2\"}".getBytes(StandardCharsets.UTF_8),
                "empty", new byte[0],
                "deep", Datafiles.deep(100_000));
    }

    @ParameterizedTest
    @MethodSource("refusedNames")
    void keepsProjectAndValidatorsWhenADatafileIsRefused(String name) {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        scene.serve(Objects.requireNonNull(refused().get(name)));
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        assertInterruptedBy(feed, InvalidDatafileException.class);
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        assertThat(scene.requests().get(2).header("If-None-Match"))
                .as("the validator of the datafile in use")
                .contains("\"1\"");
        scene.serve(Datafiles.revision("2"));
        scene.timer.pass(INTERVAL);
        scene.awaitPauseWith("2");
        assertThat(scene.listener.told())
                .containsExactly(
                        "accepted 1", "failed DATAFILE", "failed DATAFILE", "recovered DATAFILE", "accepted 2");
    }

    static Iterable<String> refusedNames() {
        return refused().keySet();
    }

    @ParameterizedTest
    @MethodSource("refusedNames")
    void recoversFromAFirstDatafileThatIsRefused(String name) {
        scene.serve(Objects.requireNonNull(refused().get(name)));
        ProjectFeed feed = scene.start();
        assertThat(scene.timer.awaitPause()).isEqualTo(FIRST_PAUSE);
        assertThat(feed.latest()).isNull();
        assertInterruptedBy(feed, InvalidDatafileException.class);
        scene.serve(Datafiles.revision("2"));
        scene.timer.pass(FIRST_PAUSE);
        assertThat(scene.awaitPauseWith("2")).isEqualTo(INTERVAL);
    }

    @Test
    void readsNoMoreOfABodyThanTheLimitAllows() {
        assertRefusedOnce(Fault.oversized(64 << 20), BodyTooLargeException.class);
    }

    @Test
    void inflatesNoMoreOfABodyThanTheLimitAllows() {
        assertRefusedOnce(Fault.gzipBomb(1L << 30), BodyTooLargeException.class);
    }

    @Test
    void refusesABodyThatIsNotText() {
        assertRefusedOnce(Fault.garbled(), InvalidDatafileException.class);
    }

    @Test
    void refusesANotModifiedThatNobodyAskedFor() {
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(304));
        ProjectFeed feed = scene.start();
        assertThat(scene.timer.awaitPause()).isEqualTo(FIRST_PAUSE);
        assertInterruptedBy(feed, RejectedException.class);
    }

    @Test
    void refusesABodyThatEndsTooEarly() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.truncated());
        ProjectFeed feed = scene.start(settings -> settings.maxRetries(0));
        assertThat(scene.timer.awaitPause()).isEqualTo(FIRST_PAUSE);
        assertInterruptedBy(feed, UnavailableException.class);
        scene.timer.pass(FIRST_PAUSE);
        scene.awaitPauseWith("1");
    }

    private void assertRefusedOnce(Fault fault, Class<? extends Throwable> failure) {
        scene.serve(Datafiles.revision("1"));
        ProjectFeed feed = scene.start();
        scene.awaitPauseWith("1");
        scene.serve(Datafiles.revision("2"));
        scene.sandbox.faults(Endpoint.DATAFILE, fault);
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("1")).isEqualTo(INTERVAL);
        assertInterruptedBy(feed, failure);
        scene.timer.pass(INTERVAL);
        assertThat(scene.awaitPauseWith("2")).isEqualTo(INTERVAL);
        assertThat(scene.requests()).hasSize(3);
    }

    private static void assertInterruptedBy(ProjectFeed feed, Class<? extends Throwable> failure) {
        assertThat(feed.status().blockFirst(PATIENCE))
                .isInstanceOfSatisfying(
                        Interrupted.class,
                        interrupted -> assertThat(interrupted.lastFailure()).isInstanceOf(failure));
    }

    @Test
    void keepsToTheLimitsThatAreSet() {
        byte[] datafile = Datafiles.revision("1");
        scene.serve(datafile);
        ProjectFeed feed = scene.start(settings -> settings.maxBytes(datafile.length - 1));
        assertThat(scene.timer.awaitPause()).isEqualTo(FIRST_PAUSE);
        assertInterruptedBy(feed, BodyTooLargeException.class);
        feed.close().block(PATIENCE);
        scene.start(settings -> settings.maxBytes(datafile.length).maxCompressedBytes(datafile.length));
        scene.awaitPauseWith("1");
    }

    @Test
    void followsARedirect() {
        scene.serve(Datafiles.revision("1"));
        URI elsewhere = URI.create(scene.sandbox.datafileTemplate().replace("%s", PollingScene.SDK_KEY));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.redirect(elsewhere));
        scene.start();
        scene.awaitPauseWith("1");
        assertThat(scene.requests()).hasSize(2);
    }

    @Test
    void sendsTheAccessToken() {
        scene.sandbox.datafile(
                PollingScene.SDK_KEY,
                "token-of-this-test",
                new String(Datafiles.revision("1"), StandardCharsets.UTF_8));
        scene.start(settings -> settings.urlTemplate(scene.sandbox.authenticatedDatafileTemplate())
                .accessToken("token-of-this-test"));
        scene.awaitPauseWith("1");
        assertThat(scene.requests().get(0).header("Authorization")).contains("Bearer token-of-this-test");
    }

    @Test
    void encodesTheSdkKeyInTheAddress() {
        String key = "a/b c%日";
        scene.sandbox.datafile(key, new String(Datafiles.revision("1"), StandardCharsets.UTF_8));
        scene.start(settings -> settings.sdkKey(key));
        scene.awaitPauseWith("1");
        assertThat(scene.requests().get(0).path()).isEqualTo("/datafiles/" + key + ".json");
    }
}
