package dev.optireactor.reactor.event;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Sends shipments, several at a time, and tries again what may succeed. Only the pump touches it. */
final class Delivery {

    private static final int TOO_LARGE = 413;

    private final EventDispatcher dispatcher;
    private final Ledger ledger;
    private final EventLog log;
    private final Packer packer;
    private final Runnable ended;
    private final DoubleSupplier random;
    private final RetryPolicy retry;
    private final int concurrency;
    private final Duration attemptTimeout;
    private final long attemptNanos;
    private final long maxAgeNanos;
    private final List<Shipment> underway = new ArrayList<>();

    /** @param ended is called, on whatever thread that happens, when an attempt has ended */
    Delivery(
            EventPipelineSettings settings,
            Shared shared,
            EventDispatcher dispatcher,
            Packer packer,
            DoubleSupplier random,
            Runnable ended) {
        this.dispatcher = dispatcher;
        this.ledger = shared.ledger();
        this.log = shared.log();
        this.packer = packer;
        this.random = random;
        this.ended = ended;
        this.retry = settings.retry();
        this.concurrency = settings.concurrency();
        this.attemptTimeout = settings.attemptTimeout();
        this.attemptNanos = attemptTimeout.toNanos();
        this.maxAgeNanos = settings.maxAge().toNanos();
    }

    boolean hasRoom() {
        return underway.size() < concurrency;
    }

    boolean isIdle() {
        return underway.isEmpty();
    }

    /** The shipments that are being sent or wait for another attempt. */
    Iterable<Shipment> underway() {
        return underway;
    }

    /** Begins to send a shipment. One whose attempt ends at once takes no room from the next. */
    void start(Shipment shipment, long now) {
        log.dispatching(shipment.event());
        underway.add(shipment);
        attempt(shipment, now);
        if (isOver(shipment, now)) {
            underway.remove(underway.size() - 1);
        }
    }

    private void attempt(Shipment shipment, long now) {
        shipment.sending(Attempt.start(dispatcher, shipment.event(), ended), now + attemptNanos);
    }

    /** Looks after all shipments: attempts that have ended, have to end, or have to begin. */
    void look(long now) {
        for (Iterator<Shipment> shipments = underway.iterator(); shipments.hasNext(); ) {
            if (isOver(shipments.next(), now)) {
                shipments.remove();
            }
        }
    }

    /** Sees to one of them; true if there is nothing left to do for it. */
    private boolean isOver(Shipment shipment, long now) {
        Attempt attempt = shipment.attempt();
        if (attempt == null) {
            if (shipment.remaining(now) <= 0) {
                attempt(shipment, now);
            }
            return false;
        }
        if (attempt.isDone()) {
            return settles(shipment, attempt.failure(), now);
        }
        if (shipment.remaining(now) > 0) {
            return false;
        }
        attempt.cancel();
        return settles(shipment, tooLate(), now);
    }

    private UnavailableException tooLate() {
        return new UnavailableException(
                "send events", "no answer within " + attemptTimeout.toMillis() + "ms; raise attemptTimeout", null);
    }

    /** Draws the consequence of an attempt; false if there is to be another one. */
    private boolean settles(Shipment shipment, @Nullable Throwable failure, long now) {
        if (failure == null) {
            ledger.delivered(shipment.events(), shipment.bytes());
            log.delivered(shipment.event());
            return true;
        }
        if (isTooLarge(failure) && shipment.events() > 1) {
            // Whatever the retry policy says: the same again will not be smaller.
            log.attemptFailed(shipment.event(), failure);
            packer.split(shipment);
            return true;
        }
        DropReason reason = judge(shipment, failure, now);
        if (reason == null) {
            return false;
        }
        ledger.dropped(reason, shipment.events(), shipment.bytes());
        log.lost(shipment.event(), reason, failure);
        return true;
    }

    /** Why to give up after this failure; null if there is to be another attempt, whose time is then set. */
    private @Nullable DropReason judge(Shipment shipment, Throwable failure, long now) {
        try {
            log.attemptFailed(shipment.event(), failure);
            if (!retry.concerns(failure)) {
                return DropReason.REJECTED;
            }
            if (shipment.retries() >= retry.maxRetries()) {
                return DropReason.RETRIES_EXHAUSTED;
            }
            long wait = retry.delay(shipment.retries(), failure, random).toNanos();
            if (now + wait - shipment.since() > maxAgeNanos) {
                return DropReason.EXPIRED;
            }
            shipment.waiting(now + wait);
            return null;
        } catch (Throwable thrown) {
            // Failure, filter and random numbers may be the program's own, and throw anything.
            log.undecided(shipment.event(), thrown);
            return DropReason.REJECTED;
        }
    }

    private static boolean isTooLarge(Throwable failure) {
        return failure instanceof RejectedException rejected && rejected.status() == TOO_LARGE;
    }

    /** How long until there is something to do without being woken; {@link Alarm#NEVER} if nothing is under way. */
    long remaining(long now) {
        long least = Alarm.NEVER;
        for (Shipment shipment : underway) {
            least = Math.min(least, shipment.remaining(now));
        }
        return least;
    }

    /** Cancels all attempts and gives up their events. */
    void abandon() {
        for (Shipment shipment : underway) {
            Attempt attempt = shipment.attempt();
            if (attempt != null) {
                attempt.cancel();
            }
            ledger.dropped(DropReason.ABANDONED, shipment.events(), shipment.bytes());
        }
        underway.clear();
    }
}
