package dev.optireactor.reactor.event;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/** A timer that refuses a delayed task when it is told to, in a way of its own. */
final class BalkingTimer implements Scheduler {

    private final Scheduler timer;
    private boolean refuses;

    BalkingTimer(Scheduler timer) {
        this.timer = timer;
    }

    void refuseNextDelay() {
        refuses = true;
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
                return worker.schedule(task);
            }

            @Override
            public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
                if (refuses) {
                    refuses = false;
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
