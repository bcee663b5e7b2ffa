package dev.optireactor.reactor.event;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Scheduler;

/**
 * Lets one piece of work run again and again, never twice at the same time, each time that someone wakes it. Waking may
 * be done by any thread and never waits.
 */
final class Turns {

    /** The work. */
    interface Work {

        /** Does what there is to do; true to go on after others had the thread. Throws nothing. */
        boolean turn();

        /** A turn was refused this time; the next wake-up asks again, so there should be one. */
        void refused();

        /** No turn can run any more, because the scheduler is gone. */
        void halt();
    }

    private final Scheduler scheduler;
    private final Scheduler.Worker worker;
    private final Work work;

    /** Wake-ups that no turn has answered. The one that makes it 1 owns the work until it is 0 again. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    /** Whether a turn is scheduled and has not begun. Whoever takes it back owns the work, as the turn would have. */
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Turns(Scheduler scheduler, Scheduler.Worker worker, Work work) {
        this.scheduler = scheduler;
        this.worker = worker;
        this.work = work;
    }

    /** Makes sure that a turn begins after this call. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            schedule();
        } else if (scheduler.isDisposed()) {
            // A turn that was scheduled before will never begin.
            haltUnlessBegun();
        }
    }

    private void schedule() {
        scheduled.set(true);
        try {
            worker.schedule(this::run);
        } catch (RejectedExecutionException gone) {
            haltUnlessBegun();
        } catch (Throwable refused) {
            work.refused();
            scheduled.set(false);
            wakeUps.set(0);
        }
    }

    private void haltUnlessBegun() {
        if (scheduled.compareAndSet(true, false)) {
            work.halt();
        }
    }

    private void run() {
        if (!scheduled.compareAndSet(true, false)) {
            return;
        }
        int left = wakeUps.get();
        while (left != 0) {
            if (work.turn()) {
                schedule();
                return;
            }
            left = wakeUps.addAndGet(-left);
        }
    }
}
