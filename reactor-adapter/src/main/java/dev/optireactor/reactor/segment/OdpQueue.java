package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.listener.DropReason;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Collects events into batches, within its bounds, and knows what became of each. A batch is full, or old enough, or ended
 * by an event for another place. The lock is held for a few instructions, and never while anything foreign is called.
 */
final class OdpQueue {

    private final OdpEventSettings settings;
    private final Scheduler timer;
    private final Consumer<OdpBatch> outlet;
    private final Queue<OdpBatch> sealed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger departures = new AtomicInteger();
    private final Set<OdpBatch> unsettled = new LinkedHashSet<>();
    private final Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    private @Nullable OdpBatch filling;
    private boolean closed;
    private long offered;
    private long delivered;
    private long pending;
    private long pendingBytes;

    /**
     * Creates an empty queue.
     *
     * @param outlet takes batches in their order, one at a time, on the thread of whoever ended one
     */
    OdpQueue(OdpEventSettings settings, Scheduler timer, Consumer<OdpBatch> outlet) {
        this.settings = settings;
        this.timer = timer;
        this.outlet = outlet;
    }

    /**
     * Takes an event, or counts it as dropped.
     *
     * @param event a JSON array with the event as its only element
     * @return why it was dropped; null if it was taken
     */
    @Nullable
    DropReason offer(OdpTarget target, byte[] event) {
        OdpBatch begun;
        synchronized (this) {
            offered++;
            DropReason refusal = refusal(event);
            if (refusal != null) {
                count(refusal, 1);
                return refusal;
            }
            begun = take(target, event);
        }
        letGo();
        if (begun != null) {
            sealInTime(begun);
        }
        return null;
    }

    /** {@return the batch that begins with the event and has room for more; null if there is none} */
    private @Nullable OdpBatch take(OdpTarget target, byte[] event) {
        pending++;
        pendingBytes += event.length;
        if (filling != null && !filling.target().equals(target)) {
            sealFilling();
        }
        OdpBatch batch = filling == null ? begin(target) : filling;
        batch.add(event);
        if (batch.size() >= settings.batchSize()) {
            sealFilling();
            return null;
        }
        return batch.size() == 1 ? batch : null;
    }

    private @Nullable DropReason refusal(byte[] event) {
        if (closed) {
            return DropReason.CLOSED;
        }
        boolean full = pending >= settings.queueCapacity() || pendingBytes + event.length > settings.queueBytes();
        return full ? DropReason.QUEUE_FULL : null;
    }

    /** Counts a valid event that has nowhere to go. */
    synchronized void refuse(DropReason reason) {
        offered++;
        count(reason, 1);
    }

    private OdpBatch begin(OdpTarget target) {
        OdpBatch batch = new OdpBatch(target);
        filling = batch;
        unsettled.add(batch);
        return batch;
    }

    private void sealInTime(OdpBatch batch) {
        long wait = settings.flushInterval().toNanos();
        try {
            batch.sealedBy(timer.schedule(() -> sealIfFilling(batch), wait, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException rejected) {
            // The timer is gone. A full batch, a flush or the end moves it.
        }
    }

    private void sealIfFilling(OdpBatch batch) {
        synchronized (this) {
            if (batch.equals(filling)) {
                sealFilling();
            }
        }
        letGo();
    }

    /** Ends the batch that is being filled, if there is one, and lets it go. */
    void seal() {
        synchronized (this) {
            sealFilling();
        }
        letGo();
    }

    private void sealFilling() {
        if (filling != null) {
            sealed.add(filling);
            filling = null;
        }
    }

    /** Lets go of what is sealed. Of threads that come at the same time one does it, and the others leave it to that one. */
    private void letGo() {
        if (departures.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (OdpBatch batch = sealed.poll(); batch != null; batch = sealed.poll()) {
                outlet.accept(batch);
                batch.cancelDeadline();
            }
            seen = departures.addAndGet(-seen);
        } while (seen != 0);
    }

    /**
     * Accounts for a batch, once.
     *
     * @param reason why its events were dropped; null if they were acknowledged
     * @return false if the batch has been accounted for already
     */
    synchronized boolean account(OdpBatch batch, @Nullable DropReason reason) {
        if (!unsettled.remove(batch)) {
            return false;
        }
        pending -= batch.size();
        pendingBytes -= batch.bytes();
        if (reason == null) {
            delivered += batch.size();
        } else {
            count(reason, batch.size());
        }
        return true;
    }

    private void count(DropReason reason, long events) {
        dropped.merge(reason, events, Long::sum);
    }

    /** Completes when all that was taken until now is acknowledged or dropped. */
    Mono<Void> settled() {
        return Mono.when(unsettled().stream().map(OdpBatch::settled).toList());
    }

    synchronized List<OdpBatch> unsettled() {
        return List.copyOf(unsettled);
    }

    /** Takes nothing any more, and lets go of what it has. {@return whether it was open} */
    boolean close() {
        boolean open;
        synchronized (this) {
            open = !closed;
            closed = true;
            sealFilling();
        }
        letGo();
        return open;
    }

    synchronized OdpStatistics statistics() {
        return new OdpStatistics(offered, delivered, dropped, pending, pendingBytes);
    }
}
