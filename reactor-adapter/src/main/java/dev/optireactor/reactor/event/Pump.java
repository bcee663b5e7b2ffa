package dev.optireactor.reactor.event;

import dev.optireactor.core.event.EventPayloadWriter;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.core.project.EventSettings;
import dev.optireactor.reactor.listener.DropReason;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Moves events from the queue to the dispatcher, in turns, and only when there is something to do. */
final class Pump implements Turns.Work {
    /*
     * Waking a worker costs a caller more than the rest of an offer, so an offer does it only when it matters: before
     * the pump rests, it leaves a note in the queue that says how much content would give it work. An offer first puts
     * its event and then reads the note; the pump first writes the note and then looks at the queue again. Whoever is
     * second sees what the other one did, so no event is overlooked.
     *
     * As long as an alarm is set that rings within the flush interval, the first event of a batch needs no turn of its
     * own: the alarm finds it, and then knows from its time when the batch is due. So a steady stream of events costs
     * one turn for each batch, not two.
     *
     * While no more shipments may be under way, events stay in the queue. There they can still be dropped in favour of
     * newer ones, and batches get fuller.
     *
     * A caller only ever wakes the worker. The thread on which an attempt ends takes the turn itself: in a steady stream
     * that is the event loop of the connection that has just become free, and the next batch goes out on it. Going by way
     * of the worker would cost two changes of thread for each batch, which takes longer than writing it.
     *
     * What a timer has taken on is lost when an executor under it is stopped, and it need not know. So an alarm takes the
     * turn itself, also one that was left to the worker, and a flush and a close have turn and alarm set anew.
     *
     * While shipments end at once, as with a dispatcher that only collects, a turn would go on as long as events come.
     * After some of them it lets other users of the thread in.
     */

    private static final long PAUSE_BEFORE_ANOTHER_TURN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Shared shared;
    private final EventQueue queue;
    private final Packer packer;
    private final Delivery delivery;
    private final Flushes flushes = new Flushes();
    private final Scheduler timer;
    private final Scheduler.Worker worker;
    private final Turns turns;
    private final Alarm alarm;
    private final long flushNanos;
    private final Signals signals;
    private final Sinks.One<EventStatistics> end = Sinks.one();

    private volatile @Nullable EventSettings latest;
    private volatile long closeNanos;
    private volatile boolean trustsAlarm = true;
    private volatile boolean closing;
    private volatile boolean halted;
    private volatile boolean ended;

    /** Only turns use these. */
    private boolean closeSeen;

    private long closeDeadline;

    Pump(
            EventPipelineSettings settings,
            Shared shared,
            EventDispatcher dispatcher,
            EventPayloadWriter writer,
            Scheduler timer,
            DoubleSupplier random) {
        this.shared = shared;
        this.queue = shared.queue();
        this.timer = timer;
        this.signals = new Signals(timer, shared.log()::broken);
        this.worker = timer.createWorker();
        this.turns = new Turns(timer, worker, this);
        this.alarm = new Alarm(worker, turns::visit);
        this.packer = new Packer(settings, shared, writer);
        this.delivery = new Delivery(settings, shared, dispatcher, packer, random, turns::visit);
        this.flushNanos = settings.flushInterval().toNanos();
    }

    long now() {
        return timer.now(TimeUnit.NANOSECONDS);
    }

    /** An event was put into the queue. */
    void arrived(UserEvent event) {
        if (isOfAnotherProject(event.settings())) {
            // It may be unable to share the batch that is open; then that one is to be sent now.
            latest = event.settings();
            turns.wake();
        } else if (queue.isWanted()) {
            turns.wake();
        }
        if (ended) {
            refuseLeftovers();
        }
    }

    @SuppressWarnings("ReferenceEquality") // Comparing all that is in them would cost more than a turn in vain.
    private boolean isOfAnotherProject(EventSettings settings) {
        return latest != settings;
    }

    /** An offer waits for room. There may be some already. */
    void someoneWaits() {
        turns.wake();
        if (ended) {
            refuseWaiting();
        }
    }

    void wake() {
        turns.wake();
    }

    /** Completes when all that was put into the queue before has met its end. */
    Mono<Void> flush() {
        return Mono.create(sink -> {
            FlushRequest request = new FlushRequest(queue.accepted(), sink);
            sink.onCancel(request::cancel);
            flushes.add(request);
            trustsAlarm = false;
            turns.wakeAnew();
            if (ended) {
                flushes.remove(request);
                request.complete();
            }
        });
    }

    /** Ends the pump when all events have met their end, or their time is over. */
    Mono<EventStatistics> close(Duration deadline) {
        return Mono.defer(() -> {
            if (!closing) {
                closeNanos = deadline.toNanos();
                closing = true;
            }
            trustsAlarm = false;
            turns.wakeAnew();
            return end.asMono();
        });
    }

    boolean isClosing() {
        return closing;
    }

    /** Says why an event is refused, once the pump is closing. */
    void logRefusal() {
        if (halted) {
            shared.log().refusedAfterHalt();
        } else {
            shared.log().refusedAfterClose();
        }
    }

    @Override
    public boolean turn(int shipments) {
        try {
            return !ended && work(now(), shipments);
        } catch (Throwable defect) {
            if (timer.isDisposed()) {
                halt();
            } else {
                shared.log().broken(defect);
                comeBack();
            }
            return false;
        }
    }

    /** Sees to another turn after one that was cut short and so may have set no alarm. */
    private void comeBack() {
        try {
            alarm.forget();
            alarm.ringWithin(PAUSE_BEFORE_ANOTHER_TURN, now());
        } catch (Throwable noTimer) {
            halt();
        }
    }

    private boolean work(long now, int shipments) {
        if (closing && !closeSeen) {
            closeSeen = true;
            closeDeadline = now + closeNanos;
        }
        if (!trustsAlarm) {
            trustsAlarm = true;
            alarm.forget();
        }
        queue.wantNothing();
        delivery.look(now);
        if (closeSeen) {
            prepareToClose(now);
        }
        boolean force = closing || flushes.press(packer.handled());
        boolean more = ship(now, force, shipments);
        admitWaiting(now);
        shared.overflow().report(now);
        flushes.settle(packer, delivery, request -> signals.send(request::complete));
        if (closeSeen && delivery.isIdle() && packer.isEmpty()) {
            end();
        } else if (!more) {
            rest(now, force);
        }
        return more;
    }

    /** Starts what can be started, up to that many; true if there may be more. */
    private boolean ship(long now, boolean force, int most) {
        for (int shipments = 0; shipments < most; shipments++) {
            Shipment next = delivery.hasRoom() ? packer.next(now, force) : null;
            if (next == null) {
                return false;
            }
            delivery.start(next, now);
        }
        return true;
    }

    private void admitWaiting(long now) {
        WaitingOffers.Offer offer = shared.waiting().takeFitting(queue);
        while (offer != null) {
            shared.ledger().offered(offer.bytes());
            queue.insert(new QueuedEvent(offer.event(), offer.bytes(), now));
            signals.send(offer::complete);
            offer = shared.waiting().takeFitting(queue);
        }
    }

    private void rest(long now, boolean force) {
        long closeRemaining = closeSeen ? closeDeadline - now : Alarm.NEVER;
        long due = Math.min(delivery.remaining(now), closeRemaining);
        if (delivery.hasRoom()) {
            alarm.ringWithin(Math.min(due, packer.remaining(now)), now);
            boolean first = !packer.hasOpenBatch() && !alarm.ringsWithin(flushNanos, now);
            int events = force || first ? 1 : packer.missingEvents();
            queue.want(events, packer.missingBytes());
            if (queue.hasEvents() && queue.isWanted()) {
                turns.wake();
            }
        } else {
            alarm.ringWithin(due, now);
        }
    }

    private void prepareToClose(long now) {
        refuseWaiting();
        if (now - closeDeadline >= 0) {
            delivery.abandon();
            packer.abandon();
        }
    }

    private void refuseWaiting() {
        WaitingOffers.Offer offer = shared.waiting().take();
        while (offer != null) {
            shared.ledger().offered(offer.bytes());
            shared.ledger().dropped(DropReason.CLOSED, 1, offer.bytes());
            signals.send(offer::complete);
            offer = shared.waiting().take();
        }
    }

    /** Refuses what was put into the queue by offers that did not see in time that the pump has ended. */
    private void refuseLeftovers() {
        QueuedEvent event = queue.take();
        while (event != null) {
            shared.ledger().dropped(DropReason.CLOSED, 1, event.bytes());
            event = queue.take();
        }
    }

    private void end() {
        ended = true;
        refuseWaiting();
        refuseLeftovers();
        worker.dispose();
        long abandoned = shared.ledger().droppedSoFar(DropReason.ABANDONED);
        if (halted) {
            shared.log().halted(abandoned);
        } else if (abandoned > 0) {
            shared.log().abandoned(abandoned, Duration.ofNanos(closeNanos));
        }
        end.tryEmitValue(shared.ledger().statistics()).orThrow();
        flushes.end(request -> signals.send(request::complete));
        signals.sendRest();
    }

    @Override
    public void halt() {
        if (!ended) {
            halted = true;
            closing = true;
            delivery.abandon();
            packer.abandon();
            end();
        }
    }
}
