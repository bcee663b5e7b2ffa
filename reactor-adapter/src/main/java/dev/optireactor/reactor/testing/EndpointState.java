package dev.optireactor.reactor.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted and scripted for one endpoint. */
final class EndpointState {

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final Queue<Fault> scripted = new ConcurrentLinkedQueue<>();
    private volatile FaultPlan plan = FaultPlan.always(Fault.none());

    long nextNumber() {
        return numbers.incrementAndGet();
    }

    void plan(FaultPlan standing) {
        plan = standing;
    }

    void script(Fault next) {
        scripted.add(next);
    }

    void heal() {
        scripted.clear();
        plan = FaultPlan.always(Fault.none());
    }

    Fault faultFor(SandboxRequest request) {
        Fault next = scripted.poll();
        return next == null ? plan.next(request) : next;
    }

    void received() {
        received.incrementAndGet();
    }

    void answered() {
        answered.incrementAndGet();
    }

    void broken() {
        broken.incrementAndGet();
    }

    void aborted() {
        aborted.incrementAndGet();
    }

    Traffic traffic() {
        // Outcomes first: read the other way round, a request that ends meanwhile would make the sum too large.
        long answers = answered.get();
        long breaks = broken.get();
        long aborts = aborted.get();
        return new Traffic(received.get(), answers, breaks, aborts);
    }
}
