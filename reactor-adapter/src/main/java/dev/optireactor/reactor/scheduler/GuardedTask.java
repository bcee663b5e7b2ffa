package dev.optireactor.reactor.scheduler;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** A task in the hands of a scheduler that need not keep any promise. It runs once at most. */
final class GuardedTask implements Runnable, Disposable {

    private final Runnable task;

    /** Whether it has begun, or is not to begin any more. */
    private final AtomicBoolean spent = new AtomicBoolean();

    private volatile @Nullable Disposable handle;
    private volatile @Nullable Throwable failure;
    private volatile boolean disposed;

    GuardedTask(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        if (!withdraw()) {
            return;
        }
        try {
            task.run();
        } catch (Throwable thrown) {
            failure = thrown;
            throw thrown;
        }
    }

    /** Whether it ended with this failure, so that it is not one of the scheduler. */
    @SuppressWarnings("ReferenceEquality") // It is the same one that comes back.
    boolean failedWith(Throwable thrown) {
        return failure == thrown;
    }

    /** Keeps it from beginning. {@return false if it has begun, or was withdrawn before} */
    boolean withdraw() {
        return spent.compareAndSet(false, true);
    }

    /** Remembers how the scheduler cancels it. */
    void keep(Disposable handle) {
        this.handle = handle;
        if (disposed) {
            disposeQuietly(handle);
        }
    }

    @Override
    public boolean isDisposed() {
        return spent.get();
    }

    @Override
    public void dispose() {
        disposed = true;
        withdraw();
        Disposable known = handle;
        if (known != null) {
            disposeQuietly(known);
        }
    }

    static void disposeQuietly(Disposable foreign) {
        try {
            foreign.dispose();
        } catch (Throwable thrown) {
            // There is nothing to be done about it.
        }
    }
}
