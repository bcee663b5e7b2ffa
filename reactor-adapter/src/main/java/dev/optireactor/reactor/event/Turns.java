package dev.optireactor.reactor.event;

import java.util.concurrent.RejectedExecutionException;
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

        /** No turn can run any more, because the scheduler is gone. */
        void halt();
    }

    private final Scheduler.Worker worker;
    private final Work work;

    /** Wake-ups that no turn has answered. The one that makes it 1 owns the work until it is 0 again. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    Turns(Scheduler.Worker worker, Work work) {
        this.worker = worker;
        this.work = work;
    }

    /** Makes sure that a turn begins after this call. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            schedule();
        }
    }

    private void schedule() {
        try {
            worker.schedule(this::run);
        } catch (RejectedExecutionException gone) {
            work.halt();
        }
    }

    private void run() {
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
