package dev.optireactor.reactor.event;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.reactor.failure.Retryable;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What the program hands in may throw anything: it costs at most the batch at hand, and the pipeline goes on. */
class ForeignCodeTest {

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.EVENTS);

    private final Sample sample = Sample.events();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    /** Fails once, with what is no good, then succeeds. */
    private static final class FailsOnce implements EventDispatcher {

        private final Throwable failure;
        private boolean failed;

        FailsOnce(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public Mono<Void> dispatch(LogEvent event) {
            if (failed) {
                return Mono.empty();
            }
            failed = true;
            return Mono.error(failure);
        }
    }

    private static final class AsksForNothing extends RuntimeException implements Retryable {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings({"NullAway", "OptionalAssignedToNull"})
        public Optional<Duration> retryAfter() {
            return null;
        }
    }

    @Test
    void aListenerThatThrowsAnErrorStopsNothing() {
        EventPipeline pipeline =
                pipeline(event -> Mono.empty(), RetryPolicy.builder().build(), ForeignCodeTest::half, new Listener() {
                    @Override
                    public void delivered(Conversation conversation, int events, long bytes) {
                        throw new AssertionError("from a metrics library");
                    }
                });
        sample.conversions(30).forEach(pipeline::offer);
        assertThat(pipeline.statistics().delivered()).isEqualTo(30);
        assertCloses(pipeline);
        assertThat(log.at(Level.WARN))
                .singleElement()
                .asString()
                .endsWith("failed: AssertionError (further ones are logged at DEBUG)");
    }

    @Test
    void aRetryFilterThatThrowsCostsItsBatchOnly() {
        RetryPolicy broken = RetryPolicy.builder()
                .filter(failure -> {
                    throw new IllegalStateException("filter");
                })
                .build();
        assertLosesOneBatch(pipeline(new FailsOnce(new Outage()), broken, ForeignCodeTest::half, Listener.none()));
    }

    @Test
    void aFailureThatAnswersWithNullCostsItsBatchOnly() {
        assertLosesOneBatch(pipeline(
                new FailsOnce(new AsksForNothing()),
                RetryPolicy.builder().build(),
                ForeignCodeTest::half,
                Listener.none()));
    }

    @Test
    void aSourceOfRandomNumbersThatThrowsCostsItsBatchOnly() {
        DoubleSupplier broken = () -> {
            throw new NoSuchMethodError("random");
        };
        assertLosesOneBatch(
                pipeline(new FailsOnce(new Outage()), RetryPolicy.builder().build(), broken, Listener.none()));
    }

    private static double half() {
        return 0.5;
    }

    private void assertLosesOneBatch(EventPipeline pipeline) {
        sample.conversions(20).forEach(pipeline::offer);
        assertThat(pipeline.statistics().dropped(DropReason.REJECTED)).isEqualTo(10);
        assertThat(pipeline.statistics().delivered()).isEqualTo(10);
        assertCloses(pipeline);
    }

    @Test
    void whatTheJdkThrowsForInputOutputAndTimeIsTriedAgain() {
        IOException broken = new IOException("broken pipe");
        for (Throwable failure : List.of(broken, new UncheckedIOException(broken), new TimeoutException())) {
            EventPipeline pipeline = pipeline(
                    new FailsOnce(failure), RetryPolicy.builder().build(), ForeignCodeTest::half, Listener.none());
            sample.conversions(10).forEach(pipeline::offer);
            assertCloses(pipeline);
            assertThat(pipeline.statistics().delivered()).isEqualTo(10);
        }
    }

    @Test
    void anInputOutputFailureWithoutRetriesCountsAsExhausted() {
        EventPipeline pipeline = pipeline(
                new FailsOnce(new IOException("broken pipe")),
                RetryPolicy.builder().maxRetries(0).build(),
                ForeignCodeTest::half,
                Listener.none());
        sample.conversions(10).forEach(pipeline::offer);
        assertThat(pipeline.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(10);
        assertCloses(pipeline);
    }

    @Test
    void aDispatcherThatThrowsWhenCancelledIsCountedOnce() {
        EventPipeline pipeline = pipeline(
                event -> Mono.<Void>never().doOnCancel(() -> {
                    throw new IllegalStateException("cancel");
                }),
                RetryPolicy.builder().build(),
                ForeignCodeTest::half,
                Listener.none());
        sample.conversions(30).forEach(pipeline::offer);
        StepVerifier.create(pipeline.close(Duration.ofSeconds(15)))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(15)))
                .assertNext(end -> {
                    assertThat(end.pending()).isZero();
                    assertThat(end.dropped(DropReason.ABANDONED)).isEqualTo(30);
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void theMessageOfADispatchersFailureIsNotLogged() {
        EventPipeline pipeline = pipeline(
                event -> Mono.error(new IllegalStateException("cannot serialise {\"visitor_id\":\"anna\"}")),
                RetryPolicy.builder().build(),
                ForeignCodeTest::half,
                Listener.none());
        sample.conversions(10).forEach(pipeline::offer);
        assertThat(log.aboveTrace()).isNotEmpty().noneMatch(line -> line.contains("anna"));
        assertThat(log.at(Level.WARN))
                .containsExactly("IllegalStateException; dropped a batch of 10 event(s): REJECTED"
                        + " (further failures are logged at DEBUG)");
    }

    private EventPipeline pipeline(
            EventDispatcher dispatcher, RetryPolicy retry, DoubleSupplier random, Listener listener) {
        return EventPipeline.create(
                EventPipelineSettings.builder().retry(retry).build(),
                dispatcher,
                new ClientIdentity("optireactor", "1.2.3"),
                time,
                random,
                listener,
                event -> {});
    }

    private void assertCloses(EventPipeline pipeline) {
        StepVerifier.create(pipeline.close(Duration.ofSeconds(15)))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(15)))
                .assertNext(end -> assertThat(end.pending()).isZero())
                .expectComplete()
                .verify(PATIENCE);
    }
}
