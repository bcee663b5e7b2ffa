package dev.optireactor.reactor.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A timer that forgets what it has taken on, as if its executor was stopped under it, and never says so. */
final class ForgetfulTimer implements Scheduler {

    private final Scheduler timer;
    private final List<Disposable> taken = new ArrayList<>();

    ForgetfulTimer(Scheduler timer) {
        this.timer = timer;
    }

    void forgetAll() {
        taken.forEach(Disposable::dispose);
    }

    private Disposable take(Disposable task) {
        taken.add(task);
        return task;
    }

    @Override
    public long now(TimeUnit unit) {
        return timer.now(unit);
    }

    @Override
    public Disposable schedule(Runnable task) {
        // Not at once, so that there is something to forget.
        return take(timer.schedule(task, 1, TimeUnit.NANOSECONDS));
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return take(timer.schedule(task, delay, unit));
    }

    @Override
    public Worker createWorker() {
        return new Worker() {
            @Override
            public Disposable schedule(Runnable task) {
                return ForgetfulTimer.this.schedule(task);
            }

            @Override
            public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
                return ForgetfulTimer.this.schedule(task, delay, unit);
            }

            @Override
            public void dispose() {}
        };
    }
}
