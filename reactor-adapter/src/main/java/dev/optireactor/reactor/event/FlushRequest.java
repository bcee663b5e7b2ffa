package dev.optireactor.reactor.event;

import reactor.core.publisher.MonoSink;

/** Someone waits until all that was accepted so far has met its end. */
final class FlushRequest {

    private static final long NOT_REACHED = -1;

    private final long target;
    private final MonoSink<Void> sink;
    private volatile boolean cancelled;

    /** The newest shipment when the target was reached. Only the pump uses it. */
    private long lastShipment = NOT_REACHED;

    /** @param target how many events had been put into the queue */
    FlushRequest(long target, MonoSink<Void> sink) {
        this.target = target;
        this.sink = sink;
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /**
     * Whether all its events are shipped, or more than that.
     *
     * @param handled how many events have left the queue and the open batch
     */
    boolean isReached(long handled) {
        return lastShipment != NOT_REACHED || handled >= target;
    }

    /**
     * Tells how far the pump is.
     *
     * @param handled how many events have left the queue and the open batch
     * @param newestShipment the number of the newest shipment
     */
    void handled(long handled, long newestShipment) {
        if (lastShipment == NOT_REACHED && handled >= target) {
            lastShipment = newestShipment;
        }
    }

    /** Whether it is reached and waits for none of these. */
    boolean isOver(Iterable<Shipment> shipments) {
        if (lastShipment == NOT_REACHED) {
            return false;
        }
        for (Shipment shipment : shipments) {
            if (shipment.number() <= lastShipment) {
                return false;
            }
        }
        return true;
    }

    void complete() {
        sink.success();
    }
}
