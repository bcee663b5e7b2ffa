package dev.optireactor.reactor.event;

import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Reporter;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** Says what happens to events: to the log, and to those who want to see each batch. Nothing in here fails. */
final class EventLog {

    private final Reporter reporter;
    private final Logger logger;
    private final Consumer<LogEvent> beforeDispatch;

    EventLog(Reporter reporter, Consumer<LogEvent> beforeDispatch) {
        this.reporter = reporter;
        this.logger = reporter.logger();
        this.beforeDispatch = beforeDispatch;
    }

    void disabled() {
        logger.warn("sending is disabled by the settings: no event leaves this client");
    }

    void dispatching(LogEvent event) {
        try {
            beforeDispatch.accept(event);
        } catch (Throwable thrown) {
            reporter.warn("a log event consumer failed: {}", Loggable.describe(thrown));
        }
    }

    void delivered(LogEvent event) {
        logger.debug("delivered {}", event);
        reporter.succeeded();
    }

    void attemptFailed(LogEvent event, Throwable failure) {
        logger.debug("an attempt to deliver {} failed: {}", event, Loggable.describe(failure));
        if (failure instanceof RejectedException rejection) {
            // May quote the request, and so a user.
            logger.trace("the endpoint says: {}", rejection.excerpt());
        }
    }

    void lost(LogEvent event, DropReason reason, Throwable failure) {
        logger.debug("dropped {}: {}", event, reason);
        reporter.failedWith(failure, "dropped a batch of " + event.eventCount() + " event(s): " + reason);
    }

    void unserializable(String reason) {
        reporter.warn("dropped an event that cannot be sent: {}", reason);
    }

    void queueFull(long droppedSoFar) {
        logger.warn("the event queue is full; {} events were dropped so far; raise queueCapacity", droppedSoFar);
    }

    void refusedAfterClose() {
        reporter.warn("dropped an event because the client is closed");
    }

    void refusedAfterHalt() {
        reporter.warn("dropped an event because the timer of the client takes no more tasks");
    }

    void halted(long abandoned) {
        logger.warn(
                "the timer of the client takes no more tasks: {} events were not acknowledged, and no more are sent; dispose"
                        + " of a timer after the client is closed",
                abandoned);
    }

    void abandoned(long events, Duration closeTimeout) {
        logger.warn(
                "closed with {} events that were not acknowledged within {}ms; raise closeTimeout",
                events,
                closeTimeout.toMillis());
    }

    void unknownRegion(String region) {
        reporter.warn("the datafile names an unknown region, {}; its events go to the US endpoint", region);
    }

    void undecided(LogEvent event, Throwable thrown) {
        reporter.warn("the retry policy failed on {}, which is not tried again: {}", event, Loggable.describe(thrown));
    }

    void broken(Throwable defect) {
        reporter.warn("an error inside the event pipeline, {}; it goes on", Loggable.describe(defect));
        // The message may quote anything.
        logger.trace("the error", defect);
    }
}
