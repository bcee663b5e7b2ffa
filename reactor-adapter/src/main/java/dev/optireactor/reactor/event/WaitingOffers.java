package dev.optireactor.reactor.event;

import dev.optireactor.core.event.UserEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** Events whose senders wait until the queue has room, in order. Bounded; for any number of threads. */
final class WaitingOffers {

    /** One that waits. Whoever claims it, the pump or a cancellation, decides what becomes of it. */
    final class Offer {

        private final long ticket;
        private final UserEvent event;
        private final int bytes;
        private final MonoSink<Void> sink;
        private final AtomicBoolean claimed = new AtomicBoolean();

        private Offer(long ticket, UserEvent event, int bytes, MonoSink<Void> sink) {
            this.ticket = ticket;
            this.event = event;
            this.bytes = bytes;
            this.sink = sink;
        }

        UserEvent event() {
            return event;
        }

        int bytes() {
            return bytes;
        }

        void complete() {
            sink.success();
        }

        private boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        private void leave() {
            if (claim()) {
                remove(this);
            }
        }
    }

    private final int limit;
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong tickets = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Offer> offers = new ConcurrentSkipListMap<>();

    WaitingOffers(int limit) {
        this.limit = limit;
    }

    /** Lets an event wait; false if too many wait already. */
    boolean enlist(UserEvent event, int bytes, MonoSink<Void> sink) {
        if (size.incrementAndGet() > limit) {
            size.decrementAndGet();
            return false;
        }
        Offer offer = new Offer(tickets.getAndIncrement(), event, bytes, sink);
        offers.put(offer.ticket, offer);
        // Runs at once if it is cancelled already, and then finds what it has to remove.
        sink.onCancel(offer::leave);
        return true;
    }

    boolean isEmpty() {
        return offers.isEmpty();
    }

    /** Ends the first wait if there is room for its event, and takes that room; null if nobody waits or none fits. */
    @Nullable
    Offer takeFitting(EventQueue queue) {
        Map.Entry<Long, Offer> first = offers.firstEntry();
        while (first != null && queue.reserve(first.getValue().bytes)) {
            Offer offer = first.getValue();
            if (offer.claim()) {
                remove(offer);
                return offer;
            }
            // Cancelled just now.
            queue.release(offer.bytes);
            offers.remove(offer.ticket);
            first = offers.firstEntry();
        }
        return null;
    }

    /** Ends the first wait without an effect; null if nobody waits. */
    @Nullable
    Offer take() {
        Map.Entry<Long, Offer> first = offers.pollFirstEntry();
        while (first != null) {
            Offer offer = first.getValue();
            if (offer.claim()) {
                size.decrementAndGet();
                return offer;
            }
            first = offers.pollFirstEntry();
        }
        return null;
    }

    private void remove(Offer offer) {
        offers.remove(offer.ticket);
        size.decrementAndGet();
    }
}
