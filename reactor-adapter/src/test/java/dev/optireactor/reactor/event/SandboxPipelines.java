package dev.optireactor.reactor.event;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.RecordingListener;
import dev.optireactor.reactor.testing.ReceivedEvent;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.scheduler.Schedulers;

/** Pipelines in real time that deliver to a sandbox, and what can be said of all of them. */
final class SandboxPipelines {

    /** As many retries as by default, but with waits that a test can afford. */
    static final RetryPolicy QUICK = RetryPolicy.builder()
            .firstDelay(Duration.ofMillis(2))
            .maxDelay(Duration.ofMillis(10))
            .build();

    /** So many retries that a batch gets through unless the endpoint is down for good. */
    static final RetryPolicy STUBBORN = QUICK.mutate().maxRetries(100).build();

    private final SandboxExtension running;
    private final RecordingListener listener = new RecordingListener();

    SandboxPipelines(SandboxExtension running) {
        this.running = running;
    }

    EventPipeline create(UnaryOperator<EventPipelineSettings.Builder> changes) {
        return create(changes, UnaryOperator.identity());
    }

    /** {@return a pipeline whose batches go through {@code way} before they are posted} */
    EventPipeline create(UnaryOperator<EventPipelineSettings.Builder> changes, UnaryOperator<EventDispatcher> way) {
        EventPipelineSettings.Builder builder = EventPipelineSettings.builder()
                .endpoint(running.sandbox().eventsUri())
                .retry(QUICK);
        EventPipelineSettings settings = changes.apply(builder).build();
        SplittableRandom random = new SplittableRandom(1);
        return EventPipeline.create(
                settings,
                way.apply(EventPipeline.overHttp(running.transport())),
                new ClientIdentity("optireactor", "1"),
                Schedulers.parallel(),
                random::nextDouble,
                listener,
                event -> {});
    }

    /** Offers events, all of which are accepted. */
    static void offer(EventPipeline pipeline, List<UserEvent> events) {
        events.forEach(event -> assertThat(pipeline.offer(event)).isTrue());
    }

    static void flush(EventPipeline pipeline) {
        pipeline.flush().block(PATIENCE);
    }

    /** Closes the pipeline and checks that each event has met exactly one end. */
    EventStatistics close(EventPipeline pipeline) {
        return close(pipeline, PATIENCE.dividedBy(2));
    }

    EventStatistics close(EventPipeline pipeline, Duration deadline) {
        EventStatistics statistics =
                pipeline.close(deadline).blockOptional(PATIENCE).orElseThrow();
        assertThat(statistics.pending()).isZero();
        assertThat(statistics.pendingBytes()).isZero();
        assertThat(statistics.offered()).isEqualTo(statistics.delivered() + statistics.droppedInAll());
        assertThat(pipeline.statistics()).isEqualTo(statistics);
        listener.assertAgreesWith(statistics);
        return statistics;
    }

    /** Checks that the server has these events and no others, each of them once. */
    void assertReceivedOnce(List<UserEvent> events) {
        assertThat(running.sandbox().received().events())
                .extracting(ReceivedEvent::uuid)
                .containsExactlyInAnyOrderElementsOf(Sample.uuids(events));
    }

    /** Checks that the server has these events and no others, some of them perhaps more than once. */
    void assertReceived(List<UserEvent> events) {
        assertThat(receivedUuids()).containsExactlyInAnyOrderElementsOf(Sample.uuids(events));
    }

    Set<String> receivedUuids() {
        return running.sandbox().received().events().stream()
                .map(ReceivedEvent::uuid)
                .collect(Collectors.toSet());
    }
}
