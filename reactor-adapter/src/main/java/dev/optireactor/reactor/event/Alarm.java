package dev.optireactor.reactor.event;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Wakes the pump when it next has something to do. There is never more than one timer task; one that was set for an
 * earlier time than is needed now is left to ring in vain, which is cheaper than setting one for each batch. The timer is
 * the program's: what it refuses is left to Reactor's own.
 */
final class Alarm {

    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private final Scheduler timer;
    private final Scheduler.Worker worker;
    private final Runnable visit;
    private final Consumer<Throwable> refusals;
    private Disposable task = Disposables.disposed();
    private long ringsAt;

    /** Whether the task is one of Reactor's own timer, which loses none. */
    private boolean elsewhere;

    /**
     * Set by the timer's thread, taken by the pump. An old task that was past disposing of may set it after the next one
     * was scheduled; that costs a turn in vain and a new task.
     */
    private volatile boolean rang = true;

    /**
     * Sets no alarm yet.
     *
     * @param worker of the timer
     * @param visit takes a turn, on the thread of whichever timer rings
     * @param refusals is told when the timer, which is not ours, refuses
     */
    Alarm(Scheduler timer, Scheduler.Worker worker, Runnable visit, Consumer<Throwable> refusals) {
        this.timer = timer;
        this.worker = worker;
        this.visit = visit;
        this.refusals = refusals;
    }

    /** Makes sure that it rings once that much time has passed. Called by the pump. */
    void ringWithin(long nanos, long now) {
        if (nanos != NEVER && !ringsWithin(nanos, now)) {
            ringAnew(nanos, now);
        }
    }

    /** Rings after that much time instead of whenever it would have rung: a timer in trouble may have lost that. */
    void ringAnew(long nanos, long now) {
        if (elsewhere && ringsWithin(nanos, now)) {
            return;
        }
        forget(task);
        rang = false;
        ringsAt = now + nanos;
        task = schedule(Math.max(nanos, 0));
    }

    private Disposable schedule(long nanos) {
        try {
            elsewhere = false;
            return worker.schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
        } catch (Throwable refused) {
            if (timer.isDisposed()) {
                throw refused;
            }
            refusals.accept(refused);
            elsewhere = true;
            return Schedulers.parallel().schedule(this::ring, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static void forget(Disposable task) {
        try {
            task.dispose();
        } catch (Throwable thrown) {
            // It rings in vain.
        }
    }

    /** Whether it rings before that much time has passed. Called by the pump. */
    boolean ringsWithin(long nanos, long now) {
        return !rang && ringsAt - now <= nanos;
    }

    private void ring() {
        rang = true;
        visit.run();
    }
}
