package dev.optireactor.reactor.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.RecordingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReporterTest {

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    private static final class Shown extends RuntimeException implements Loggable {

        private static final long serialVersionUID = 1L;

        Shown() {
            super("may be shown");
        }
    }

    @Test
    void warnsOfTheFirstFailureOfEachTypeAndTellsOfTheEnd() {
        RecordingListener listener = new RecordingListener();
        Reporter reporter = new Reporter(Conversation.DATAFILE, listener);
        reporter.failed(new UnavailableException("fetch datafile", 503, null));
        reporter.failed(new UnavailableException("fetch datafile", 502, null));
        reporter.failed(new RejectedException("fetch datafile", 403, ""));
        reporter.failed(new UnavailableException("fetch datafile", 500, null));
        assertThat(log.at(Level.WARN)).hasSize(2);
        assertThat(log.at(Level.DEBUG)).hasSize(2);
        reporter.succeeded();
        reporter.succeeded();
        assertThat(log.at(Level.INFO)).containsExactly("works again after 4 failure(s)");
        assertThat(listener.recoveries()).containsExactly(Conversation.DATAFILE);
        reporter.failed(new UnavailableException("fetch datafile", 503, null));
        assertThat(log.at(Level.WARN)).hasSize(3);
    }

    @Test
    void showsTheMessagesOfOursAndOfThoseMarkedAndOnlyTheTypeOfOthers() {
        Reporter reporter = new Reporter(Conversation.DATAFILE, Listener.none());
        reporter.failed(new IllegalStateException("cannot parse the file of anna"));
        reporter.failed(new Shown());
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "IllegalStateException (further failures are logged at DEBUG)",
                        "may be shown (further failures are logged at DEBUG)");
    }

    @Test
    void aListenerThatThrowsAnythingIsWarnedOfOnceAndDisturbsNobody() {
        Reporter reporter = new Reporter(Conversation.DATAFILE, new Listener() {
            @Override
            public void revisionAccepted(String revision) {
                throw new NoSuchMethodError("of another version");
            }
        });
        assertThatCode(() -> {
                    for (int i = 0; i < 50; i++) {
                        reporter.tell(listener -> listener.revisionAccepted("1"));
                    }
                })
                .doesNotThrowAnyException();
        assertThat(log.at(Level.WARN)).singleElement().asString().contains("failed: NoSuchMethodError");
        assertThat(log.at(Level.DEBUG)).hasSize(49);
    }
}
