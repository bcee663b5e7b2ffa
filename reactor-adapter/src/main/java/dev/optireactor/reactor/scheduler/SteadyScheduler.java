package dev.optireactor.reactor.scheduler;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * A scheduler of the program that refuses nothing until it is disposed of. Internal.
 * <p>
 * A scheduler that is not ours may have no room for a task, or fail in any other way when it is asked. Such a task would
 * never run: a timeout that never ends, a batch that is never sent. So a substitute runs it. Once the scheduler is disposed
 * of, every task is refused with a {@link RejectedExecutionException}. No task runs twice, or begins after it was disposed
 * of itself, and disposing never throws. Tasks of one worker may run at the same time when some are the substitute's.
 */
public final class SteadyScheduler implements Scheduler {

    private final Scheduler scheduler;
    private final Scheduler substitute;
    private final Consumer<Throwable> refusals;

    /**
     * Makes a scheduler steady.
     *
     * @param scheduler runs tasks and tells the time; stays the program's
     * @param substitute runs what the other one refuses, with the same clock
     * @param refusals is told of each refusal, on the thread that met it; must not throw
     */
    public SteadyScheduler(Scheduler scheduler, Scheduler substitute, Consumer<Throwable> refusals) {
        this.scheduler = scheduler;
        this.substitute = substitute;
        this.refusals = refusals;
    }

    @Override
    public long now(TimeUnit unit) {
        return scheduler.now(unit);
    }

    @Override
    public boolean isDisposed() {
        return scheduler.isDisposed();
    }

    @Override
    public Disposable schedule(Runnable task) {
        return place(task, scheduler::schedule, substitute::schedule, this::isDisposed);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return place(
                task,
                guarded -> scheduler.schedule(guarded, delay, unit),
                refused -> substitute.schedule(refused, delay, unit),
                this::isDisposed);
    }

    @Override
    public Worker createWorker() {
        Worker there = substitute.createWorker();
        try {
            return new SteadyWorker(scheduler.createWorker(), there);
        } catch (Throwable refusal) {
            accept(refusal, isDisposed());
            return there;
        }
    }

    private Disposable place(
            Runnable task,
            Function<Runnable, Disposable> here,
            Function<Runnable, Disposable> there,
            BooleanSupplier gone) {
        GuardedTask guarded = new GuardedTask(task);
        try {
            guarded.takenOnBy(here.apply(guarded));
            return guarded;
        } catch (Throwable refusal) {
            if (guarded.withdraw()) {
                accept(refusal, gone.getAsBoolean());
                return there.apply(task);
            }
            if (guarded.failedWith(refusal)) {
                throw refusal;
            }
            // It was taken on all the same, and has begun.
            refusals.accept(refusal);
            return guarded;
        }
    }

    /** Passes a refusal on to whoever has to know of it: as long as there is a scheduler, that is not the caller. */
    private void accept(Throwable refusal, boolean gone) {
        if (gone && refusal instanceof RejectedExecutionException rejection) {
            throw rejection;
        }
        if (gone) {
            throw new RejectedExecutionException("the scheduler is disposed of", refusal);
        }
        refusals.accept(refusal);
    }

    /** Two workers that are disposed of together. */
    private final class SteadyWorker implements Worker {

        private final Worker here;
        private final Worker there;

        SteadyWorker(Worker here, Worker there) {
            this.here = here;
            this.there = there;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return place(task, here::schedule, there::schedule, this::isGone);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return place(
                    task,
                    guarded -> here.schedule(guarded, delay, unit),
                    refused -> there.schedule(refused, delay, unit),
                    this::isGone);
        }

        private boolean isGone() {
            return there.isDisposed() || SteadyScheduler.this.isDisposed();
        }

        @Override
        public boolean isDisposed() {
            return there.isDisposed();
        }

        @Override
        public void dispose() {
            there.dispose();
            GuardedTask.disposeQuietly(here);
        }
    }
}
