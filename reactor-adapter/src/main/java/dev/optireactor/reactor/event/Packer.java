package dev.optireactor.reactor.event;

import dev.optireactor.core.event.EventPayload;
import dev.optireactor.core.event.EventPayloadWriter;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.listener.DropReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes shipments of the events in the queue. Only the pump touches it. */
final class Packer {

    private final EventQueue queue;
    private final OpenBatch open;
    private final Ledger ledger;
    private final EventLog log;
    private final EventPayloadWriter writer;
    private final EventEndpoints endpoints;
    private final int maxBatchBytes;
    private final long flushNanos;
    private final long maxAgeNanos;
    private final Deque<Shipment> ready = new ArrayDeque<>();
    private long lastNumber;

    Packer(EventPipelineSettings settings, Shared shared, EventPayloadWriter writer) {
        this.queue = shared.queue();
        this.ledger = shared.ledger();
        this.log = shared.log();
        this.writer = writer;
        this.endpoints = new EventEndpoints(settings.endpoint(), log);
        this.open = new OpenBatch(settings.batchSize(), settings.maxBatchBytes());
        this.maxBatchBytes = settings.maxBatchBytes();
        this.flushNanos = settings.flushInterval().toNanos();
        this.maxAgeNanos = settings.maxAge().toNanos();
    }

    /**
     * Takes the next shipment.
     *
     * @param force whether a batch that is neither full nor due is shipped as well
     * @return null if there is none yet
     */
    @Nullable
    Shipment next(long now, boolean force) {
        Shipment next = ready.poll();
        while (next == null) {
            List<QueuedEvent> batch = collect(now, force);
            if (batch == null) {
                return null;
            }
            pack(batch);
            next = ready.poll();
        }
        return next;
    }

    private @Nullable List<QueuedEvent> collect(long now, boolean force) {
        int count = 0;
        long bytes = 0;
        try {
            for (QueuedEvent event = queue.poll(); event != null; event = queue.poll()) {
                if (event.age(now) > maxAgeNanos) {
                    queue.free(1, event.bytes());
                    ledger.dropped(DropReason.EXPIRED, 1, event.bytes());
                    continue;
                }
                count++;
                bytes += event.bytes();
                List<QueuedEvent> closed = open.add(event);
                if (closed != null) {
                    return closed;
                }
            }
            return force || remaining(now) <= 0 ? open.close() : null;
        } finally {
            queue.free(count, bytes);
        }
    }

    private void pack(List<QueuedEvent> batch) {
        lastNumber++;
        long bytes = 0;
        List<UserEvent> events = new ArrayList<>(batch.size());
        for (QueuedEvent event : batch) {
            bytes += event.bytes();
            events.add(event.event());
        }
        write(events, bytes, lastNumber, batch.get(0).since());
    }

    private void write(List<UserEvent> events, long bytes, long number, long since) {
        EventPayloadWriter.Result written;
        try {
            written = writer.write(events, maxBatchBytes);
        } catch (Throwable defect) {
            ledger.dropped(DropReason.UNSERIALIZABLE, events.size(), bytes);
            throw defect;
        }
        for (EventPayloadWriter.Refused refused : written.refused()) {
            log.unserializable(refused.reason());
            ledger.dropped(DropReason.UNSERIALIZABLE, 1, refused.event().estimatedBytes());
        }
        boolean whole = written.payloads().size() == 1 && written.refused().isEmpty();
        for (EventPayload payload : written.payloads()) {
            LogEvent event = new LogEvent(endpoints.of(payload.settings()), payload);
            ready.add(new Shipment(event, number, whole ? bytes : Shipment.weigh(payload.events()), since));
        }
    }

    /** Replaces a shipment of several events, which was too large for the receiver, by two halves. */
    void split(Shipment tooLarge) {
        List<UserEvent> events = tooLarge.event().payload().events();
        int middle = events.size() / 2;
        for (List<UserEvent> half : List.of(events.subList(0, middle), events.subList(middle, events.size()))) {
            write(half, Shipment.weigh(half), tooLarge.number(), tooLarge.since());
        }
    }

    /** How long until the open batch is due; {@link Alarm#NEVER} if it has no events. */
    long remaining(long now) {
        return open.isEmpty() ? Alarm.NEVER : flushNanos - (now - open.since());
    }

    /** How many more events complete a batch. */
    int missingEvents() {
        return open.missingEvents();
    }

    /** How many more bytes complete a batch. */
    long missingBytes() {
        return open.missingBytes();
    }

    boolean hasOpenBatch() {
        return !open.isEmpty();
    }

    /** How many events have left the queue and the open batch, of all that ever came. */
    long handled() {
        return queue.taken() - open.size();
    }

    /** The number of the newest shipment. */
    long lastNumber() {
        return lastNumber;
    }

    /** The shipments that wait to be sent. */
    Iterable<Shipment> ready() {
        return ready;
    }

    /** Whether nothing is left, neither in the queue nor here. */
    boolean isEmpty() {
        return ready.isEmpty() && open.isEmpty() && queue.isExhausted();
    }

    /** Gives up all that is left. */
    void abandon() {
        for (Shipment shipment : ready) {
            ledger.dropped(DropReason.ABANDONED, shipment.events(), shipment.bytes());
        }
        ready.clear();
        List<QueuedEvent> left = open.close();
        abandon(left == null ? List.of() : left);
        List<QueuedEvent> queued = new ArrayList<>();
        for (QueuedEvent event = queue.take(); event != null; event = queue.take()) {
            queued.add(event);
        }
        abandon(queued);
    }

    private void abandon(List<QueuedEvent> events) {
        if (!events.isEmpty()) {
            long bytes = events.stream().mapToLong(QueuedEvent::bytes).sum();
            ledger.dropped(DropReason.ABANDONED, events.size(), bytes);
        }
    }
}
