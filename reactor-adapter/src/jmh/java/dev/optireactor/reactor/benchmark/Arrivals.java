package dev.optireactor.reactor.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Counts events at the end of their way, and lets the thread that offers them wait there. */
final class Arrivals {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Short beside what is measured, and long enough to leave the processors to those who work. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final AtomicLong arrived = new AtomicLong();
    private long expected;

    void add(long events) {
        arrived.addAndGet(events);
    }

    /** Waits until as many more have arrived. Only one thread waits. */
    void await(long more) {
        expected += more;
        long start = System.nanoTime();
        while (arrived.get() < expected) {
            LockSupport.parkNanos(PAUSE_NANOS);
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(arrived + " of " + expected + " events arrived");
            }
        }
    }
}
