package dev.optireactor.reactor.event;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.scheduler.SteadyScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.scheduler.Scheduler;

/** Makes pipelines as the client does, on a timer of the program that need not keep any promise. */
final class ForeignPipeline {

    private final List<Throwable> refusals = new ArrayList<>();
    private final Scheduler timer;

    /** Runs on the timer, and on the substitute what that one refuses. */
    ForeignPipeline(Scheduler timer, Scheduler substitute) {
        this.timer = new SteadyScheduler(timer, substitute, refusals::add);
    }

    EventPipeline with(EventDispatcher dispatcher, UnaryOperator<EventPipelineSettings.Builder> settings) {
        return EventPipeline.create(
                settings.apply(EventPipelineSettings.builder()).build(),
                dispatcher,
                new ClientIdentity("optireactor", "1.2.3"),
                timer,
                () -> 0.5,
                Listener.none(),
                event -> {});
    }

    List<Throwable> refusals() {
        return refusals;
    }
}
