package dev.optireactor.reactor.datafile;

import static dev.optireactor.reactor.datafile.PollingScene.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.datafile.DatafileStatus.Interrupted;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may not be read in logs and messages, and what must. */
class DatafileSecrecyTest {

    private static final String TOKEN = Secrets.TOKEN;

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    private final PollingScene scene = new PollingScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void keepsKeyAndTokenOutOfLogsAndFailures() {
        List<Fault> faults = List.of(
                Fault.status(401),
                Fault.status(403),
                Fault.status(404),
                Fault.status(500),
                Fault.status(304),
                Fault.reset(),
                Fault.garbled(),
                Fault.truncated(),
                Fault.gzipBomb(1L << 30),
                Fault.answer(200, "{"),
                Fault.redirect(scene.sandbox.uri().resolve("/nowhere")));
        scene.sandbox.faults(Endpoint.DATAFILE, faults.toArray(Fault[]::new));
        ProjectFeed feed = scene.start(settings -> settings.maxRetries(0).accessToken(TOKEN));
        for (int i = 0; i < faults.size(); i++) {
            scene.timer.passPause();
            assertThat(feed.status().blockFirst(PATIENCE))
                    .isInstanceOfSatisfying(Interrupted.class, status -> assertSecret(text(status.lastFailure())));
        }
        feed.close().block(PATIENCE);
        assertThat(log.lines()).isNotEmpty().allSatisfy(DatafileSecrecyTest::assertSecret);
    }

    @Test
    void warnsOfTheFirstFailureOnlyAndTellsOfTheRecoveryOnce() {
        scene.serve(Datafiles.revision("1"));
        scene.sandbox.faults(Endpoint.DATAFILE, Fault.status(404), Fault.status(404), Fault.status(404));
        scene.start();
        scene.timer.passPause();
        scene.timer.passPause();
        scene.timer.passPause();
        scene.awaitPauseWith("1");
        assertThat(log.lines().stream().map(line -> line.substring(0, line.indexOf(' '))))
                .containsExactly("INFO", "WARN", "DEBUG", "DEBUG", "INFO", "INFO");
        assertThat(log.lines().get(5)).isEqualTo("INFO works again after 3 failure(s)");
    }

    @Test
    void saysOnceThatARefusedKeySlowsPollingDown() {
        scene.start();
        scene.timer.passPause();
        scene.timer.awaitPause();
        assertThat(log.lines())
                .filteredOn(line -> line.contains("slows down"))
                .containsExactly(
                        "INFO polling slows down (consider rechecking SDK key sd…): the next attempt is in 300 s");
    }

    @Test
    void tellsWhichRevisionReplacesWhich() {
        scene.serve(Datafiles.revision("1"));
        scene.start();
        scene.awaitPauseWith("1");
        scene.serve(Datafiles.revision("2"));
        scene.timer.pass(Duration.ofMinutes(5));
        scene.awaitPauseWith("2");
        scene.timer.pass(Duration.ofMinutes(5));
        scene.awaitPauseWith("2");
        assertThat(log.lines())
                .containsExactly(
                        "INFO polling starts: SDK key sd…, every 300 s",
                        "INFO New datafile set with revision: 1.",
                        "INFO New datafile set with revision: 2. Old revision: 1",
                        "DEBUG Not updating config as datafile has not updated since Thu, 1 Jan 2026 00:00:02 GMT.");
    }

    private static void assertSecret(String text) {
        assertThat(text).doesNotContain(PollingScene.SDK_KEY).doesNotContain(TOKEN);
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
