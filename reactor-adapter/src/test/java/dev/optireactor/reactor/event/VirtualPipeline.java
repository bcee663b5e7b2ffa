package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.RecordingListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A pipeline in virtual time, whose dispatcher does as it is told. Everything happens on the thread of the test. */
final class VirtualPipeline implements EventDispatcher {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final RecordingListener listener = new RecordingListener();
    private final List<LogEvent> attempts = new ArrayList<>();
    private final List<LogEvent> announced = new ArrayList<>();
    private final Deque<EventDispatcher> script = new ArrayDeque<>();
    private EventDispatcher otherwise = event -> Mono.empty();
    private Consumer<LogEvent> announce = announced::add;
    private double random = Math.nextDown(1.0);
    private final EventPipeline pipeline;

    VirtualPipeline() {
        this(UnaryOperator.identity());
    }

    VirtualPipeline(UnaryOperator<EventPipelineSettings.Builder> settings) {
        this.pipeline = EventPipeline.create(
                settings.apply(EventPipelineSettings.builder()).build(),
                this,
                new ClientIdentity("optireactor", "1.2.3"),
                time,
                () -> random,
                listener,
                event -> announce.accept(event));
    }

    @Override
    public Mono<Void> dispatch(LogEvent event) {
        attempts.add(event);
        EventDispatcher next = script.isEmpty() ? otherwise : script.pop();
        return next.dispatch(event);
    }

    /** Decides the next attempts, one each. */
    VirtualPipeline next(EventDispatcher... dispatchers) {
        script.addAll(Arrays.asList(dispatchers));
        return this;
    }

    /** Decides the attempts that are not decided by {@link #next}. */
    VirtualPipeline otherwise(EventDispatcher dispatcher) {
        otherwise = dispatcher;
        return this;
    }

    /** Fixes what the waits between attempts are multiplied with; at first just below 1. */
    VirtualPipeline random(double fixed) {
        random = fixed;
        return this;
    }

    /** Replaces the consumer that is told of batches. */
    void announce(Consumer<LogEvent> consumer) {
        announce = consumer;
    }

    void offer(List<UserEvent> events) {
        events.forEach(event -> assertThat(pipeline.offer(event)).isTrue());
    }

    void offer(UserEvent event) {
        offer(List.of(event));
    }

    /** Lets something run on the pipeline's thread when it is free. */
    void run(Runnable task) {
        time.schedule(task);
    }

    void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    EventPipeline pipeline() {
        return pipeline;
    }

    EventStatistics statistics() {
        EventStatistics statistics = pipeline.statistics();
        listener.assertAgreesWith(statistics);
        assertThat(statistics.pending()).isNotNegative();
        assertThat(statistics.pendingBytes()).isNotNegative();
        assertThat(statistics.pending() == 0).isEqualTo(statistics.pendingBytes() == 0);
        return statistics;
    }

    RecordingListener listener() {
        return listener;
    }

    /** Each attempt's batch. */
    List<LogEvent> attempts() {
        return attempts;
    }

    /** The batches that were announced before their first attempt. */
    List<LogEvent> announced() {
        return announced;
    }

    /** The sizes of the batches of all attempts. */
    List<Integer> sizes() {
        return attempts.stream().map(LogEvent::eventCount).toList();
    }

    /** The uuids of all attempts, in order. */
    List<String> sentUuids() {
        return attempts.stream()
                .flatMap(attempt -> Sample.uuids(attempt.payload().events()).stream())
                .toList();
    }
}
