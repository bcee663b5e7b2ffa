package dev.optireactor.reactor.event;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Scheduler;

/**
 * Lets one piece of work run again and again, never twice at the same time, each time that someone wakes it. Waking may
 * be done by any thread and never waits.
 */
final class Turns {
    /*
     * Who owns the work may take turns, on whatever thread. There is one owner at a time, and all that it did is seen by
     * the next one, because the work changes hands through one of two atomics only:
     *
     * - wakeUps: the one that makes it 1 owns the work, until the owner makes it 0 again. That fails while wake-ups came
     *   in that its turns have not seen, and then it takes another turn.
     * - scheduled: an owner that does not go on itself schedules a turn on the worker and sets this; whoever takes it
     *   back, that turn or a visitor that came before it, owns the work.
     */

    /** The work. */
    interface Work {

        /** Does what there is to do, up to that many pieces; true if there may be more. Throws nothing. */
        boolean turn(int pieces);

        /** No turn can run any more, because the scheduler is gone. */
        void halt();
    }

    /** After so much, the worker lets other users of its thread in. */
    private static final int WORKER_TURNS = 64;

    private static final int WORKER_PIECES = 64;

    /** A visitor's thread has something else to do; what is more than this is left to the worker. */
    private static final int VISITOR_TURNS = 4;

    private static final int VISITOR_PIECES = 4;

    private final Scheduler scheduler;
    private final Scheduler.Worker worker;
    private final Work work;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Turns(Scheduler scheduler, Scheduler.Worker worker, Work work) {
        this.scheduler = scheduler;
        this.worker = worker;
        this.work = work;
    }

    /** Makes sure that a turn begins after this call, and takes none on this thread. */
    void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            schedule();
        } else if (scheduler.isDisposed()) {
            // A turn that was scheduled before will never begin.
            haltUnlessBegun();
        }
    }

    /** Does the same, and trusts no turn that was scheduled before: the worker may have lost it. */
    void wakeAnew() {
        if (wakeUps.getAndIncrement() == 0) {
            schedule();
        } else if (scheduler.isDisposed()) {
            haltUnlessBegun();
        } else if (scheduled.get()) {
            scheduleRun();
        }
    }

    /**
     * Makes sure that a turn begins after this call: on this thread, unless another one is at it. That spares two changes
     * of thread to someone who brings work and will be asked to do the next piece of it.
     */
    void visit() {
        if (wakeUps.getAndIncrement() == 0 || takeBack()) {
            takeTurns(VISITOR_TURNS, VISITOR_PIECES);
        }
    }

    private void schedule() {
        scheduled.set(true);
        scheduleRun();
    }

    /** Of several runs for one scheduled turn the first one takes it. */
    private void scheduleRun() {
        try {
            worker.schedule(this::run);
        } catch (Throwable refused) {
            haltUnlessBegun();
        }
    }

    private boolean takeBack() {
        return scheduled.compareAndSet(true, false);
    }

    private void haltUnlessBegun() {
        if (takeBack()) {
            work.halt();
        }
    }

    private void run() {
        if (takeBack()) {
            takeTurns(WORKER_TURNS, WORKER_PIECES);
        }
    }

    private void takeTurns(int most, int pieces) {
        int left = wakeUps.get();
        for (int turns = 0; left != 0; turns++) {
            if (turns == most || work.turn(pieces)) {
                schedule();
                return;
            }
            left = wakeUps.addAndGet(-left);
        }
    }
}
