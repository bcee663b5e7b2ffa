package dev.optireactor.reactor.event;

import dev.optireactor.reactor.listener.DropReason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events for which there was no room. They are counted at once, but the listener and the log are told later and in sums:
 * a full queue is no reason to make callers slow.
 */
final class Overflow {

    private static final long LOG_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Ledger ledger;
    private final EventLog log;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Only the pump uses these. */
    private boolean logged;

    private long loggedAt;

    Overflow(Ledger ledger, EventLog log) {
        this.ledger = ledger;
        this.log = log;
    }

    /** Counts one; true if the pump has to be woken to tell of it. */
    boolean add(int eventBytes) {
        ledger.droppedQuietly(DropReason.QUEUE_FULL, 1, eventBytes);
        bytes.addAndGet(eventBytes);
        return events.getAndIncrement() == 0;
    }

    /** Tells what has not been told. Called by the pump. */
    void report(long now) {
        int newEvents = events.getAndSet(0);
        if (newEvents == 0) {
            return;
        }
        ledger.tellDropped(DropReason.QUEUE_FULL, newEvents, bytes.getAndSet(0));
        if (!logged || now - loggedAt >= LOG_PAUSE_NANOS) {
            logged = true;
            loggedAt = now;
            log.queueFull(ledger.droppedSoFar(DropReason.QUEUE_FULL));
        }
    }
}
