package dev.optireactor.reactor.event;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.EventPayloadWriter;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Takes events from any thread and sees to it that each is delivered or counted as dropped. Internal: an application
 * configures it through {@link EventPipelineSettings}, and the client uses it.
 * <p>
 * It has no threads of its own: writing and dispatching happen on the scheduler that it is given, or on the thread on which
 * the dispatcher ended the attempt before.
 */
public final class EventPipeline {

    private final Shared shared;
    private final EventQueue queue;
    private final Pump pump;
    private final OverflowStrategy overflowRule;
    private final boolean enabled;

    private EventPipeline(EventPipelineSettings settings, Shared shared, Pump pump) {
        this.shared = shared;
        this.queue = shared.queue();
        this.pump = pump;
        this.overflowRule = settings.overflow();
        this.enabled = settings.sendingEnabled();
    }

    /**
     * Creates a pipeline that is ready to take events. Returns at once and starts nothing.
     *
     * @param settings limits and waits
     * @param dispatcher delivers batches
     * @param client who the batches say they are from
     * @param timer runs writing, sending and waits, and tells the time; stays the caller's. One that refuses a turn
     *     is taken for gone, and all that is pending is abandoned
     * @param random numbers from 0 (inclusive) to 1 (exclusive), for the waits between attempts
     * @param listener is told of counts and failures
     * @param beforeDispatch is given each batch once, on the thread that dispatches it, before its first attempt; what it
     *     throws is logged
     * @return a pipeline to be closed by the caller
     */
    public static EventPipeline create(
            EventPipelineSettings settings,
            EventDispatcher dispatcher,
            ClientIdentity client,
            Scheduler timer,
            DoubleSupplier random,
            Listener listener,
            Consumer<LogEvent> beforeDispatch) {
        Reporter reporter = new Reporter(Conversation.EVENTS, listener);
        EventLog log = new EventLog(reporter, beforeDispatch);
        Shared shared = Shared.of(settings, log, new Ledger(reporter));
        if (!settings.sendingEnabled()) {
            log.disabled();
        }
        EventPayloadWriter writer = new EventPayloadWriter(client);
        return new EventPipeline(settings, shared, new Pump(settings, shared, dispatcher, writer, timer, random));
    }

    /**
     * Posts batches to their endpoint. Success is any status 2xx. A pipeline ends attempts that take too long; without one
     * only ten minutes without a byte end them.
     *
     * @param transport sends the requests; stays the caller's
     * @return a dispatcher
     */
    public static EventDispatcher overHttp(Transport transport) {
        return new HttpEventDispatcher(transport);
    }

    /**
     * Says whether events are sent at all. If not, there is no need to make one.
     *
     * @return false if sending is disabled
     */
    public boolean isSending() {
        return enabled;
    }

    /**
     * Takes an event, or drops one as the overflow rule says. Never waits, on any thread; with
     * {@link OverflowStrategy#BACKPRESSURE} the event is dropped when there is no room.
     *
     * @param event the event
     * @return whether it was accepted; false when it is counted as dropped, or when sending is disabled
     */
    public boolean offer(UserEvent event) {
        int bytes = event.estimatedBytes();
        if (isRefused(bytes)) {
            return false;
        }
        if (queue.reserve(bytes) || (overflowRule == OverflowStrategy.DROP_OLDEST && makeRoom(bytes))) {
            accept(event, bytes);
            return true;
        }
        shared.ledger().offered(bytes);
        turnAway(bytes);
        return false;
    }

    /**
     * Takes an event. With {@link OverflowStrategy#BACKPRESSURE} it waits for room, behind those that wait already;
     * else it does what {@link #offer} does.
     * <p>
     * Cold: each subscription offers the event anew. Completes empty, also when the event was dropped: at once on the
     * subscribing thread, or, after a wait, on the timer's thread or the one that ends the pipeline. Cancelling while it
     * waits takes the event back, as if it had never been offered. As many offers wait as the settings allow; one more is
     * dropped.
     *
     * @param event the event
     * @return completes when the event is accepted or dropped; never fails
     */
    public Mono<Void> offerWhenRoom(UserEvent event) {
        Objects.requireNonNull(event, "event");
        return overflowRule == OverflowStrategy.BACKPRESSURE
                ? Mono.create(sink -> offerOrWait(event, sink))
                : Mono.fromRunnable(() -> offer(event));
    }

    private void offerOrWait(UserEvent event, MonoSink<Void> sink) {
        int bytes = event.estimatedBytes();
        if (!isRefused(bytes)) {
            if (shared.waiting().isEmpty() && queue.reserve(bytes)) {
                accept(event, bytes);
            } else if (shared.waiting().enlist(event, bytes, sink)) {
                pump.someoneWaits();
                return;
            } else {
                shared.ledger().offered(bytes);
                turnAway(bytes);
            }
        }
        sink.success();
    }

    /** Whether no event, or none of that size, is taken now; then it is counted. */
    private boolean isRefused(int bytes) {
        if (!enabled) {
            return true;
        }
        boolean closed = pump.isClosing();
        if (!closed && queue.canEverHold(bytes)) {
            return false;
        }
        shared.ledger().offered(bytes);
        if (closed) {
            pump.logRefusal();
            shared.ledger().dropped(DropReason.CLOSED, 1, bytes);
        } else {
            shared.log().unserializable("it takes more bytes than queueBytes allows");
            shared.ledger().dropped(DropReason.UNSERIALIZABLE, 1, bytes);
        }
        return true;
    }

    private void accept(UserEvent event, int bytes) {
        shared.ledger().offered(bytes);
        queue.insert(new QueuedEvent(event, bytes, pump.now()));
        pump.arrived(event);
    }

    /** Drops the oldest events until there is room; false if others took all of it. */
    private boolean makeRoom(int bytes) {
        do {
            QueuedEvent oldest = queue.take();
            if (oldest == null) {
                return false;
            }
            turnAway(oldest.bytes());
        } while (!queue.reserve(bytes));
        return true;
    }

    private void turnAway(int bytes) {
        if (shared.overflow().add(bytes)) {
            pump.wake();
        }
    }

    /**
     * Counts an event that was not even made as offered and dropped; not when sending is disabled. Its size counts as 0.
     *
     * @param reason why there is none
     */
    public void refuse(DropReason reason) {
        if (!enabled) {
            return;
        }
        shared.ledger().offered(0);
        shared.ledger().dropped(reason, 1, 0);
        if (reason == DropReason.CLOSED) {
            pump.logRefusal();
        }
    }

    /**
     * Sends what is there without waiting for full batches.
     * <p>
     * Cold: each subscription flushes anew, and other events may be offered meanwhile. Completes on the timer's thread, or,
     * when the pipeline is closed or the timer is gone, on the thread that ends it. Cancelling ends the wait; the events
     * stay where they are.
     *
     * @return completes when all events that were accepted before the subscription are acknowledged or dropped; never
     *     fails
     */
    public Mono<Void> flush() {
        return pump.flush();
    }

    /**
     * Counts what became of all events so far.
     *
     * @return the counts at this moment; while events move, each event is in exactly one of them
     */
    public EventStatistics statistics() {
        return shared.ledger().statistics();
    }

    /**
     * Takes no more events, delivers those that are there until the deadline, and gives up the others.
     * <p>
     * Lazy: acts at the first subscription, whose deadline counts, and all subscribers get the same outcome: on the thread
     * on which the last attempt ended, on the timer's thread at the deadline, or, when it is over already, on their own.
     * Cancelling does not stop it.
     *
     * @param deadline how long to wait; zero gives up at once
     * @return what became of all events; never fails
     */
    public Mono<EventStatistics> close(Duration deadline) {
        return pump.close(deadline);
    }
}
