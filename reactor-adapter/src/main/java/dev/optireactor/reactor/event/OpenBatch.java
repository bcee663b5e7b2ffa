package dev.optireactor.reactor.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batch that is being filled. Only the pump touches it. */
final class OpenBatch {

    private final int maxEvents;
    private final long maxBytes;
    private List<QueuedEvent> events;
    private long bytes;

    OpenBatch(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.events = new ArrayList<>(maxEvents);
    }

    /** Adds an event; returns the batch if that closed one. An event that does not fit is the first of the next one. */
    @Nullable
    List<QueuedEvent> add(QueuedEvent event) {
        List<QueuedEvent> closed = fits(event) ? null : close();
        events.add(event);
        bytes += event.bytes();
        return closed == null && isFull() ? close() : closed;
    }

    private boolean fits(QueuedEvent event) {
        if (events.isEmpty()) {
            return true;
        }
        return bytes + event.bytes() <= maxBytes && events.get(0).event().sharesBatchWith(event.event());
    }

    private boolean isFull() {
        return events.size() >= maxEvents || bytes >= maxBytes;
    }

    /** Ends the batch as it is; null if it has no events. */
    @Nullable
    List<QueuedEvent> close() {
        if (events.isEmpty()) {
            return null;
        }
        List<QueuedEvent> closed = events;
        events = new ArrayList<>(maxEvents);
        bytes = 0;
        return closed;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    /** How many more events fill it. */
    int missingEvents() {
        return maxEvents - events.size();
    }

    /** How many more bytes fill it. */
    long missingBytes() {
        return maxBytes - bytes;
    }

    /** When its first event was accepted; asked only if there is one. */
    long since() {
        return events.get(0).since();
    }
}
