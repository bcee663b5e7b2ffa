package dev.optireactor.reactor.event;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Those who wait until the events of a moment have met their end. Anybody may add and remove; the rest is the pump's. */
final class Flushes {

    private final Queue<FlushRequest> arrived = new ConcurrentLinkedQueue<>();
    private final List<FlushRequest> known = new ArrayList<>();

    void add(FlushRequest request) {
        arrived.add(request);
    }

    /** Takes one back that the pump has not seen, and never will. */
    void remove(FlushRequest request) {
        arrived.remove(request);
    }

    /** Takes in the new ones and forgets the cancelled ones; true if someone waits for events that are not shipped. */
    boolean press(long handled) {
        FlushRequest next = arrived.poll();
        while (next != null) {
            known.add(next);
            next = arrived.poll();
        }
        known.removeIf(FlushRequest::isCancelled);
        return known.stream().anyMatch(request -> !request.isReached(handled));
    }

    /** Ends the waits that are over. */
    void settle(Packer packer, Delivery delivery, Consumer<FlushRequest> over) {
        for (Iterator<FlushRequest> requests = known.iterator(); requests.hasNext(); ) {
            FlushRequest request = requests.next();
            request.handled(packer.handled(), packer.lastNumber());
            if (request.isOver(packer.ready()) && request.isOver(delivery.underway())) {
                requests.remove();
                over.accept(request);
            }
        }
    }

    /** Ends all waits. */
    void end(Consumer<FlushRequest> over) {
        press(0);
        known.forEach(over);
        known.clear();
    }
}
