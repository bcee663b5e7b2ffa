package dev.optireactor.reactor.event;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Wakes the pump when it next has something to do. There is never more than one timer task; one that was set for an
 * earlier time than is needed now is left to ring in vain, which is cheaper than setting one for each batch.
 */
final class Alarm {

    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private final Scheduler.Worker worker;
    private final Runnable wake;
    private Disposable task = Disposables.disposed();
    private long ringsAt;

    /**
     * Set by the timer's thread, taken by the pump. An old task that was past disposing of may set it after the next one
     * was scheduled; that costs a turn in vain and a new task.
     */
    private volatile boolean rang = true;

    Alarm(Scheduler.Worker worker, Runnable wake) {
        this.worker = worker;
        this.wake = wake;
    }

    /** Makes sure that it rings once that much time has passed. Called by the pump. */
    void ringWithin(long nanos, long now) {
        if (nanos == NEVER || ringsWithin(nanos, now)) {
            return;
        }
        forget();
        rang = false;
        ringsAt = now + nanos;
        task = worker.schedule(this::ring, Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    }

    /** Whether it rings before that much time has passed. One that is overdue may have been lost. Called by the pump. */
    boolean ringsWithin(long nanos, long now) {
        long wait = ringsAt - now;
        return !rang && wait >= 0 && wait <= nanos;
    }

    /** Relies on no task that was set before. Called by the pump. */
    void forget() {
        task.dispose();
        rang = true;
    }

    private void ring() {
        rang = true;
        wake.run();
    }
}
