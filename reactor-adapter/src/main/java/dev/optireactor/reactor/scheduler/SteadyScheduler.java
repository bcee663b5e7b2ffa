package dev.optireactor.reactor.scheduler;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Stands before a scheduler of the program, so that no task is refused until that one is disposed of. Internal.
 * <p>
 * A scheduler that is not ours may have no room for a task, or fail in any other way when it is asked. Such a task would
 * never run: a timeout that never ends, a batch that is never sent. So a substitute runs it. Once the scheduler is disposed
 * of, every task is refused with a {@link RejectedExecutionException}. No task runs twice, or begins after it was disposed
 * of itself, and disposing never throws. Tasks of one worker may run at the same time when some are the substitute's. There
 * are no periodic tasks.
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
        Worker own;
        try {
            own = scheduler.createWorker();
        } catch (Throwable refusal) {
            rejectIfGone(refusal, isDisposed());
            refusals.accept(refusal);
            return substitute.createWorker();
        }
        return new SteadyWorker(own, substitute.createWorker());
    }

    private Disposable place(
            Runnable task,
            Function<Runnable, Disposable> own,
            Function<Runnable, Disposable> spare,
            BooleanSupplier gone) {
        GuardedTask guarded = new GuardedTask(task);
        try {
            guarded.keep(own.apply(guarded));
            return guarded;
        } catch (Throwable refusal) {
            if (guarded.withdraw()) {
                rejectIfGone(refusal, gone.getAsBoolean());
                refusals.accept(refusal);
                return spare.apply(task);
            }
            if (guarded.failedWith(refusal)) {
                throw refusal;
            }
            // It was taken on all the same, and has begun.
            refusals.accept(refusal);
            return guarded;
        }
    }

    private static void rejectIfGone(Throwable refusal, boolean gone) {
        if (gone && refusal instanceof RejectedExecutionException rejection) {
            throw rejection;
        }
        if (gone) {
            throw new RejectedExecutionException("the scheduler is disposed of", refusal);
        }
    }

    /** Two workers that are disposed of together. */
    private final class SteadyWorker implements Worker {

        private final Worker own;
        private final Worker spare;

        SteadyWorker(Worker own, Worker spare) {
            this.own = own;
            this.spare = spare;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return place(task, own::schedule, spare::schedule, this::isGone);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return place(
                    task,
                    guarded -> own.schedule(guarded, delay, unit),
                    refused -> spare.schedule(refused, delay, unit),
                    this::isGone);
        }

        private boolean isGone() {
            return spare.isDisposed() || SteadyScheduler.this.isDisposed();
        }

        @Override
        public boolean isDisposed() {
            return spare.isDisposed();
        }

        @Override
        public void dispose() {
            spare.dispose();
            GuardedTask.disposeQuietly(own);
        }
    }
}
