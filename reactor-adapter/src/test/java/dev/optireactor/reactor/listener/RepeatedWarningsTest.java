package dev.optireactor.reactor.listener;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.LogRecorder;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class RepeatedWarningsTest {

    private static final String UNKNOWN = "\"{}\" is unknown";

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    private final Warnings warnings = new Warnings(LoggerFactory.getLogger(Conversation.DATAFILE.loggerName()));

    @Test
    void warnsOfEachSubjectOnce() {
        warnings.warnOfEach(UNKNOWN, "a");
        warnings.warnOfEach(UNKNOWN, "a");
        warnings.warnOfEach(UNKNOWN, "b");
        assertThat(log.lines())
                .containsExactly(
                        "WARN \"a\" is unknown (repetitions are logged at DEBUG)",
                        "DEBUG \"a\" is unknown",
                        "WARN \"b\" is unknown (repetitions are logged at DEBUG)");
    }

    @Test
    void warnsOfASubjectOnceMoreIfItIsAboutSomethingElse() {
        warnings.warnOfEach(UNKNOWN, "a");
        warnings.warnOfEach("\"{}\" is not a number", "a");
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "\"a\" is unknown (repetitions are logged at DEBUG)",
                        "\"a\" is not a number (repetitions are logged at DEBUG)");
    }

    @Test
    void afterAHundredSubjectsWarnsOnceMoreOfEachTemplate() {
        for (int number = 1; number <= 100; number++) {
            warnings.warnOfEach(UNKNOWN, "n" + number);
        }
        log.clear();
        warnings.warnOfEach(UNKNOWN, "n101");
        warnings.warnOfEach(UNKNOWN, "n102");
        warnings.warnOfEach(UNKNOWN, "n101");
        warnings.warnOfEach("\"{}\" is not a number", "n1");
        warnings.warnOfEach(UNKNOWN, "n1");
        assertThat(log.lines())
                .containsExactly(
                        "WARN \"n101\" is unknown (further ones are logged at DEBUG)",
                        "DEBUG \"n102\" is unknown",
                        "DEBUG \"n101\" is unknown",
                        "WARN \"n1\" is not a number (further ones are logged at DEBUG)",
                        "DEBUG \"n1\" is unknown");
    }

    @Test
    void saysSomethingToEachOfThoseWhoMeetASubjectAtOnce() {
        Phaser together = new Phaser(4);
        Flux.range(0, 4)
                .flatMap(thread ->
                        Mono.fromRunnable(() -> meetAHundred(together)).subscribeOn(Schedulers.boundedElastic()))
                .blockLast(PATIENCE);
        assertThat(log.at(Level.WARN)).hasSize(100).doesNotHaveDuplicates();
        assertThat(log.at(Level.DEBUG)).hasSize(300);
    }

    private void meetAHundred(Phaser together) {
        for (int number = 1; number <= 100; number++) {
            together.arriveAndAwaitAdvance();
            warnings.warnOfEach(UNKNOWN, "n" + number);
        }
    }
}
