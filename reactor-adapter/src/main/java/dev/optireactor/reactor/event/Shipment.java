package dev.optireactor.reactor.event;

import dev.optireactor.core.event.UserEvent;
import org.jspecify.annotations.Nullable;

/** A batch that is ready to be sent, is being sent, or waits for its next attempt. Only the pump touches it. */
final class Shipment {

    private final LogEvent event;
    private final long number;
    private final long bytes;
    private final long since;
    private int retries;
    private @Nullable Attempt attempt;
    private long dueAt;

    /**
     * @param number which one it is; the parts of a split batch have its number
     * @param bytes the estimated size of its events
     * @param since when its oldest event was accepted
     */
    Shipment(LogEvent event, long number, long bytes, long since) {
        this.event = event;
        this.number = number;
        this.bytes = bytes;
        this.since = since;
    }

    LogEvent event() {
        return event;
    }

    long number() {
        return number;
    }

    long bytes() {
        return bytes;
    }

    long since() {
        return since;
    }

    int events() {
        return event.eventCount();
    }

    int retries() {
        return retries;
    }

    /** An attempt began; it must end by then. */
    void sending(Attempt begun, long deadline) {
        attempt = begun;
        dueAt = deadline;
    }

    /** The attempt failed; the next one begins then. */
    void waiting(long retryAt) {
        attempt = null;
        retries++;
        dueAt = retryAt;
    }

    /** The attempt that is under way; null between attempts. */
    @Nullable
    Attempt attempt() {
        return attempt;
    }

    /** How long until the attempt must end, or the next one begins. */
    long remaining(long now) {
        return dueAt - now;
    }

    /** The estimated size of some events, as it was counted against the queue. */
    static long weigh(Iterable<UserEvent> events) {
        long bytes = 0;
        for (UserEvent event : events) {
            bytes += event.estimatedBytes();
        }
        return bytes;
    }
}
