package dev.optireactor.reactor.benchmark;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.event.EventDispatcher;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.event.EventPipelineSettings;
import dev.optireactor.reactor.listener.Listener;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Our event pipeline as a client makes it, without the client. */
final class EventPipelines {

    /** The default of a client. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration PATIENCE = CLOSE_TIMEOUT.multipliedBy(2);

    private EventPipelines() {}

    static EventPipeline create(UnaryOperator<EventPipelineSettings.Builder> settings, EventDispatcher dispatcher) {
        return EventPipeline.create(
                settings.apply(EventPipelineSettings.builder()).build(),
                dispatcher,
                new ClientIdentity("optireactor", "benchmark"),
                Schedulers.parallel(),
                () -> ThreadLocalRandom.current().nextDouble(),
                Listener.none(),
                batch -> {});
    }

    /** The body that these events, which fill a batch, are sent in. */
    static byte[] bodyOf(List<UserEvent> batch) {
        Sinks.One<byte[]> body = Sinks.one();
        EventPipeline pipeline = create(
                settings -> settings.batchSize(batch.size()),
                event -> Mono.fromRunnable(() -> body.tryEmitValue(event.body()).orThrow()));
        batch.forEach(pipeline::offer);
        byte[] bytes = Objects.requireNonNull(body.asMono().block(PATIENCE));
        close(pipeline);
        return bytes;
    }

    static void close(EventPipeline pipeline) {
        pipeline.close(CLOSE_TIMEOUT).block(PATIENCE);
    }

    /** Enlarges the queue so that it takes that many of our impressions. */
    static EventPipelineSettings.Builder roomFor(int events, EventPipelineSettings.Builder settings) {
        return settings.queueCapacity(events).queueBytes(events * 1_000L);
    }
}
