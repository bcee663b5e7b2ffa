package dev.optireactor.reactor.datafile;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * A scheduler whose time stands still until a test lets it pass. The other side of a conversation runs in real time, so
 * a test first waits until the pause it expects has begun.
 */
public final class PausedTimer implements Scheduler {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Queue<Duration> begun = new ConcurrentLinkedQueue<>();
    private final Semaphore known = new Semaphore(0);

    /** Waits for the next pause to begin and lets it pass. */
    public Duration passPause() {
        Duration pause = awaitPause();
        pass(pause);
        return pause;
    }

    /** Waits for the next pause to begin. */
    public Duration awaitPause() {
        try {
            if (!known.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("no pause has begun within " + PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
        Duration pause = begun.poll();
        if (pause == null) {
            throw new AssertionError("a pause was counted that is not there");
        }
        return pause;
    }

    /** {@return whether a pause has begun that nobody has waited for} */
    public boolean hasPauseBegun() {
        return !begun.isEmpty();
    }

    /** Lets time pass. */
    public void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return time.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        Disposable scheduled = time.schedule(task, delay, unit);
        begun.add(Duration.of(delay, unit.toChronoUnit()));
        known.release();
        return scheduled;
    }

    @Override
    public Worker createWorker() {
        return time.createWorker();
    }

    @Override
    public long now(TimeUnit unit) {
        return time.now(unit);
    }
}
