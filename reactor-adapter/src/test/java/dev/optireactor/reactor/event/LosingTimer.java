package dev.optireactor.reactor.event;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.scheduler.Scheduler;

/** A timer that takes tasks and never runs them, as one does that is disposed of while they wait. */
final class LosingTimer implements Scheduler {

    private boolean disposed;

    @Override
    public void dispose() {
        disposed = true;
    }

    @Override
    public boolean isDisposed() {
        return disposed;
    }

    @Override
    public long now(TimeUnit unit) {
        return 0;
    }

    @Override
    public Disposable schedule(Runnable task) {
        if (disposed) {
            throw Exceptions.failWithRejected();
        }
        return Disposables.single();
    }

    @Override
    public Worker createWorker() {
        return new Worker() {
            @Override
            public Disposable schedule(Runnable task) {
                return LosingTimer.this.schedule(task);
            }

            @Override
            public void dispose() {}
        };
    }
}
