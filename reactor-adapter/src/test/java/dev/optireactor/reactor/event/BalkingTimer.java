package dev.optireactor.reactor.event;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A timer that refuses a task when it is told to, in a way of its own. */
final class BalkingTimer implements Scheduler {

    private final Scheduler timer;
    private boolean refusesDelay;
    private boolean refusesTask;

    BalkingTimer(Scheduler timer) {
        this.timer = timer;
    }

    void refuseNextDelay() {
        refusesDelay = true;
    }

    void refuseNextTask() {
        refusesTask = true;
    }

    @Override
    public long now(TimeUnit unit) {
        return timer.now(unit);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return timer.schedule(task);
    }

    @Override
    public Worker createWorker() {
        Worker worker = timer.createWorker();
        return new Worker() {
            @Override
            public Disposable schedule(Runnable task) {
                if (refusesTask) {
                    refusesTask = false;
                    throw new IllegalStateException("not now");
                }
                return worker.schedule(task);
            }

            @Override
            public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
                if (refusesDelay) {
                    refusesDelay = false;
                    throw new IllegalStateException("not now");
                }
                return worker.schedule(task, delay, unit);
            }

            @Override
            public void dispose() {
                worker.dispose();
            }
        };
    }
}
