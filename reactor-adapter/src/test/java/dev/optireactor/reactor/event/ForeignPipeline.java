package dev.optireactor.reactor.event;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.reactor.listener.Listener;
import java.util.function.UnaryOperator;
import reactor.core.scheduler.Scheduler;

/** Makes pipelines that run on a timer of the test, which need not keep any promise. */
final class ForeignPipeline {

    private ForeignPipeline() {}

    static EventPipeline on(
            Scheduler timer, EventDispatcher dispatcher, UnaryOperator<EventPipelineSettings.Builder> settings) {
        return EventPipeline.create(
                settings.apply(EventPipelineSettings.builder()).build(),
                dispatcher,
                new ClientIdentity("optireactor", "1.2.3"),
                timer,
                () -> 0.5,
                Listener.none(),
                event -> {});
    }
}
