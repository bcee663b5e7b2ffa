package dev.optireactor.reactor.event;

import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Reporter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what became of events. For any number of threads. */
final class Ledger {

    /** A number of events and their bytes. */
    private static final class Sum {

        private final LongAdder events = new LongAdder();
        private final LongAdder bytes = new LongAdder();

        void add(long someEvents, long someBytes) {
            events.add(someEvents);
            bytes.add(someBytes);
        }
    }

    private final Reporter reporter;
    private final Sum offered = new Sum();
    private final Sum delivered = new Sum();
    private final Map<DropReason, Sum> dropped = new EnumMap<>(DropReason.class);

    Ledger(Reporter reporter) {
        this.reporter = reporter;
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new Sum());
        }
    }

    /** To be called before the event can reach its end. */
    void offered(long bytes) {
        offered.add(1, bytes);
    }

    void delivered(int events, long bytes) {
        delivered.add(events, bytes);
        reporter.tell(listener -> listener.delivered(Conversation.EVENTS, events, bytes));
    }

    void dropped(DropReason reason, int events, long bytes) {
        droppedQuietly(reason, events, bytes);
        tellDropped(reason, events, bytes);
    }

    /** Counts without telling the listener; to be followed by {@link #tellDropped}, once for many if need be. */
    void droppedQuietly(DropReason reason, int events, long bytes) {
        sumOf(reason).add(events, bytes);
    }

    void tellDropped(DropReason reason, int events, long bytes) {
        reporter.tell(listener -> listener.dropped(Conversation.EVENTS, reason, events, bytes));
    }

    long droppedSoFar(DropReason reason) {
        return sumOf(reason).events.sum();
    }

    private Sum sumOf(DropReason reason) {
        Sum sum = dropped.get(reason);
        if (sum == null) {
            throw new IllegalStateException("no sum for " + reason);
        }
        return sum;
    }

    /**
     * Adds up. An event is counted as offered first, so reading the ends first never finds more ends than beginnings,
     * and what has no end yet is pending.
     */
    EventStatistics statistics() {
        long deliveredEvents = delivered.events.sum();
        long deliveredBytes = delivered.bytes.sum();
        Map<DropReason, Long> droppedEvents = new EnumMap<>(DropReason.class);
        Map<DropReason, Long> droppedBytes = new EnumMap<>(DropReason.class);
        long ended = deliveredEvents;
        long endedBytes = deliveredBytes;
        for (Map.Entry<DropReason, Sum> entry : dropped.entrySet()) {
            long events = entry.getValue().events.sum();
            long bytes = entry.getValue().bytes.sum();
            if (events > 0) {
                droppedEvents.put(entry.getKey(), events);
                droppedBytes.put(entry.getKey(), bytes);
                ended += events;
                endedBytes += bytes;
            }
        }
        long offeredEvents = offered.events.sum();
        long offeredBytes = offered.bytes.sum();
        return new EventStatistics(
                offeredEvents,
                deliveredEvents,
                droppedEvents,
                offeredEvents - ended,
                offeredBytes,
                deliveredBytes,
                droppedBytes,
                offeredBytes - endedBytes);
    }
}
