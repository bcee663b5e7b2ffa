package dev.optireactor.reactor.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait for a batch, in order. Bounded in events and in bytes; any number of threads may put and take, and
 * none ever waits for another.
 */
final class EventQueue {

    /** Most events; what {@link #occupied} has room for. */
    static final int MAX_EVENTS = 1_000_000;

    /** Most bytes; what {@link #occupied} has room for. */
    static final long MAX_BYTES = 1L << 36;

    private static final int BYTE_BITS = 40;
    private static final long ONE_EVENT = 1L << BYTE_BITS;
    private static final long BYTES = ONE_EVENT - 1;

    private final int capacity;
    private final long byteCapacity;
    private final Queue<QueuedEvent> events = new ConcurrentLinkedQueue<>();

    /** Events times {@link #ONE_EVENT} plus bytes: one number, so that both limits are checked and taken at once. */
    private final AtomicLong occupied = new AtomicLong();

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();

    private volatile int wantedEvents = Integer.MAX_VALUE;
    private volatile long wantedBytes = Long.MAX_VALUE;

    EventQueue(int capacity, long byteCapacity) {
        this.capacity = capacity;
        this.byteCapacity = byteCapacity;
    }

    /** Whether the event would fit if the queue were empty. */
    boolean canEverHold(int bytes) {
        return bytes <= byteCapacity;
    }

    /** Takes room for one event. To be followed by {@link #insert} or {@link #release}. */
    boolean reserve(int bytes) {
        long before;
        long after;
        do {
            before = occupied.get();
            after = before + ONE_EVENT + bytes;
            if (after >>> BYTE_BITS > capacity || (after & BYTES) > byteCapacity) {
                return false;
            }
        } while (!occupied.compareAndSet(before, after));
        return true;
    }

    /** Gives back room that was taken. */
    void release(int bytes) {
        occupied.addAndGet(-(ONE_EVENT + bytes));
    }

    /** Puts an event for which room was taken. */
    void insert(QueuedEvent event) {
        // Counted first: whoever waits for all that was counted must not be told before the last of it is taken.
        accepted.incrementAndGet();
        events.add(event);
    }

    /** Removes the oldest event and frees its room; null if there is none. */
    @Nullable
    QueuedEvent take() {
        QueuedEvent event = poll();
        if (event != null) {
            free(1, event.bytes());
        }
        return event;
    }

    /**
     * Removes the oldest event; null if there is none. To be followed by {@link #free}, once for some events: freeing the
     * room of each would slow down the threads that put events, whose processors share these numbers.
     */
    @Nullable
    QueuedEvent poll() {
        return events.poll();
    }

    /** Frees the room of events that were removed. */
    void free(int someEvents, long someBytes) {
        taken.addAndGet(someEvents);
        occupied.addAndGet(-(someEvents * ONE_EVENT + someBytes));
    }

    /** Leaves a note from which amount on the content is wanted. */
    void want(int someEvents, long someBytes) {
        wantedEvents = someEvents;
        wantedBytes = someBytes;
    }

    /** Takes back the note. */
    void wantNothing() {
        want(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Whether the content has the wanted amount; true a moment early while a put is under way. */
    boolean isWanted() {
        long content = occupied.get();
        return content >>> BYTE_BITS >= wantedEvents || (content & BYTES) >= wantedBytes;
    }

    /** How many events were ever put, those included that are being put. */
    long accepted() {
        return accepted.get();
    }

    /** How many events were ever taken. */
    long taken() {
        return taken.get();
    }

    /** Whether there is an event to take, unless someone else takes it. */
    boolean hasEvents() {
        return !events.isEmpty();
    }

    /** Whether every event that was ever put is taken; false while a put is under way. */
    boolean isExhausted() {
        long before = taken.get();
        return accepted.get() == before;
    }
}
