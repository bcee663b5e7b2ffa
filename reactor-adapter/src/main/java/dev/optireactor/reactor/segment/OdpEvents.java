package dev.optireactor.reactor.segment;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.odp.OdpEvent;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Sends events to the Data Platform in batches, in the background, and accounts for each. Internal.
 * <p>
 * An event keeps the place that it was offered for: when the project moves to another one, what is queued still goes to the
 * old place, with the old key. Nothing runs while there are no events.
 */
public final class OdpEvents {

    private static final String REFUSED = "ODP event send failed (%s).";

    private final OdpSettings settings;
    private final Scheduler timer;
    private final Reporter reporter;
    private final EventComposer composer;
    private final OdpSender sender;
    private final OdpQueue queue;
    private final Sinks.Many<OdpBatch> batches = Sinks.many().unicast().onBackpressureBuffer();
    private final Disposable pump;
    private final AtomicReference<@Nullable Mono<Void>> closing = new AtomicReference<>();

    /**
     * Creates the queue, and a pump that is idle until there is an event.
     *
     * @param settings bounds, waits and what is common to all events
     * @param client who sends
     * @param transport sends the requests
     * @param timer runs the waits and the pump
     * @param uuids makes the ids by which the Data Platform recognises an event that arrives twice; must not block
     * @param listener is told of failures and counts
     */
    public OdpEvents(
            OdpSettings settings,
            ClientIdentity client,
            Transport transport,
            Scheduler timer,
            Supplier<UUID> uuids,
            Listener listener) {
        this.settings = settings;
        this.timer = timer;
        this.reporter = new Reporter(Conversation.ODP_EVENTS, listener);
        this.composer = new EventComposer(settings, client, uuids);
        this.sender = new OdpSender(settings.events(), transport, timer, reporter.logger());
        if (!settings.enabled()) {
            reporter.logger().info("ODP is disabled.");
        }
        this.queue = new OdpQueue(settings.events(), timer, batches::tryEmitNext);
        this.pump = batches.asFlux()
                .flatMap(this::deliver, settings.events().concurrency())
                .subscribe(ignored -> {}, this::halt);
    }

    /** What a timer has taken on is lost when it is disposed of: whoever comes next ends what would never end. */
    private void haltIfTimerIsGone() {
        if (timer.isDisposed()) {
            halt(new OdpEventException("the timer takes no more tasks", DropReason.ABANDONED, null));
        }
    }

    /** Nothing can be sent any more. */
    private void halt(Throwable failure) {
        if (queue.close()) {
            reporter.failed(failure);
            abandonRest();
        }
    }

    /**
     * Offers an event.
     * <p>
     * Cold: each subscription offers an event of its own. Signals at once where the project is emitted, or, when there is
     * no need to know it, on the subscribing thread; it does not wait for the event to be sent. The maps are copied when
     * this method is called.
     *
     * @param project tells where to; empty if there is none
     * @param type what kind of event; null or blank is {@code fullstack}
     * @param action what happened; without one, the event is refused
     * @param identifiers ids of the user by name; at least one, common ones included
     * @param data texts, finite numbers, booleans and nulls by name
     * @return whether the event was accepted. Why one was not has been logged; it is counted if it is valid
     */
    public Mono<Boolean> send(
            Mono<Project> project,
            @Nullable String type,
            @Nullable String action,
            Map<String, ? extends @Nullable String> identifiers,
            Map<String, ? extends @Nullable Object> data) {
        OdpEvent event = composer.event(type, action, identifiers, data);
        String problem = problem(event);
        return problem == null
                ? project.map(known -> offer(known, event))
                        .switchIfEmpty(Mono.fromSupplier(
                                () -> refuse(DropReason.NOT_READY, REFUSED.formatted("there is no datafile"))))
                : Mono.fromSupplier(() -> complain(problem));
    }

    private @Nullable String problem(OdpEvent event) {
        String problem = event.problem();
        return problem == null && !settings.enabled() ? "ODP is not enabled." : problem;
    }

    private boolean offer(Project project, OdpEvent event) {
        OdpTarget target = OdpTarget.of(project);
        if (target == null) {
            return refuse(DropReason.NOT_INTEGRATED, "ODP is not integrated.");
        }
        String refusal = settings.allowedHosts().problem(target.host());
        return refusal == null ? offer(target, event) : refuse(DropReason.NOT_INTEGRATED, REFUSED.formatted(refusal));
    }

    private boolean offer(OdpTarget target, OdpEvent event) {
        haltIfTimerIsGone();
        byte[] json = composer.serialize(event);
        DropReason dropped = queue.offer(target, json);
        if (dropped == null) {
            return true;
        }
        tellDropped(dropped, 1, json.length);
        return complain(
                dropped == DropReason.CLOSED
                        ? "ODP event queue is shutdown, not accepting events."
                        : REFUSED.formatted("Queue is full"));
    }

    private boolean refuse(DropReason reason, String text) {
        queue.refuse(reason);
        tellDropped(reason, 1, 0);
        return complain(text);
    }

    /** There are only a few texts. */
    private boolean complain(String text) {
        reporter.warn(text);
        return false;
    }

    /**
     * Offers the event that links the ids of a user, if there are at least two, common ones included.
     *
     * @param project tells where to
     * @param userId the user's id
     * @return whether an event was accepted; that there is none to be sent is logged at DEBUG
     */
    public boolean identify(Project project, String userId) {
        if (!settings.enabled()) {
            return passOver("ODP disabled");
        }
        OdpTarget target = OdpTarget.of(project);
        if (target == null || settings.allowedHosts().problem(target.host()) != null) {
            return passOver("ODP not integrated");
        }
        OdpEvent event = composer.identification(userId);
        return event == null ? passOver("fewer than 2 valid identifiers") : offer(target, event);
    }

    private boolean passOver(String reason) {
        reporter.logger().debug("ODP identify event is not dispatched ({}).", reason);
        return false;
    }

    private Mono<Void> deliver(OdpBatch batch) {
        return sender.send(batch)
                .doOnSuccess(done -> delivered(batch))
                .onErrorResume(failure -> Mono.fromRunnable(() -> failed(batch, failure)));
    }

    private void delivered(OdpBatch batch) {
        if (queue.account(batch, null)) {
            reporter.succeeded();
            reporter.tell(listener -> listener.delivered(Conversation.ODP_EVENTS, batch.size(), batch.bytes()));
            batch.settle();
        }
    }

    private void failed(OdpBatch batch, Throwable failure) {
        DropReason reason = failure instanceof OdpEventException known ? known.reason() : DropReason.REJECTED;
        if (dropped(batch, reason)) {
            reporter.failed(failure);
            batch.settle();
        }
    }

    private boolean dropped(OdpBatch batch, DropReason reason) {
        boolean first = queue.account(batch, reason);
        if (first) {
            tellDropped(reason, batch.size(), batch.bytes());
        }
        return first;
    }

    private void tellDropped(DropReason reason, int events, long bytes) {
        reporter.tell(listener -> listener.dropped(Conversation.ODP_EVENTS, reason, events, bytes));
    }

    /**
     * Takes note of a new project: if it is connected with another Data Platform, or none, or uses other segments, what is
     * queued for the previous one is sent now.
     *
     * @param previous the project so far; null if this is the first one
     * @param current the new project
     */
    public void integrationChanged(@Nullable Project previous, Project current) {
        if (!OdpTarget.isUnchanged(previous, current)) {
            queue.seal();
        }
    }

    /**
     * Sends what is queued without waiting for more. Cold: acts at each subscription. Cancelling stops waiting, nothing
     * else.
     *
     * @return completes when all events that were accepted before are acknowledged or dropped; signals on an event loop or
     *     the timer, unless there are none
     */
    public Mono<Void> flush() {
        return Mono.defer(() -> {
                    haltIfTimerIsGone();
                    queue.seal();
                    return queue.settled();
                })
                .checkpoint("flush ODP events");
    }

    /**
     * Accepts no more events and sends those that are queued; what is not acknowledged when the deadline passes is counted
     * as abandoned, and its requests are cancelled. Lazy: acts when first subscribed; later subscribers see the same
     * outcome, whatever their deadline.
     *
     * @param deadline how long to wait; zero waits for nothing
     * @return completes when all events are accounted for; never fails
     */
    public Mono<Void> close(Duration deadline) {
        return Mono.defer(() -> {
            closing.compareAndSet(null, shutdown(deadline).cache());
            return closing.get();
        });
    }

    private Mono<Void> shutdown(Duration deadline) {
        return Mono.fromRunnable(queue::close)
                .then(Mono.defer(queue::settled))
                .timeout(deadline, Mono.empty(), timer)
                .then(Mono.fromRunnable(this::abandonRest));
    }

    private void abandonRest() {
        pump.dispose();
        int events = 0;
        for (OdpBatch batch : queue.unsettled()) {
            if (dropped(batch, DropReason.ABANDONED)) {
                events += batch.size();
                batch.settle();
            }
        }
        if (events > 0) {
            reporter.logger().warn("closed before {} event(s) were acknowledged", events);
        }
    }

    /** {@return what became of the events so far} */
    public OdpStatistics statistics() {
        return queue.statistics();
    }
}
