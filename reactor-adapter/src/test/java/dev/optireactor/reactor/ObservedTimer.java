package dev.optireactor.reactor;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A scheduler of real time that knows what still waits for its time, and is none of the client's. */
final class ObservedTimer implements AfterEachCallback {

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "observed-timer");
        thread.setDaemon(true);
        return thread;
    });

    private final Scheduler scheduler = Schedulers.fromExecutorService(executor);

    ObservedTimer() {
        executor.setRemoveOnCancelPolicy(true);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** {@return how many tasks wait, without those that were cancelled} */
    int waiting() {
        return executor.getQueue().size();
    }

    boolean isShutDown() {
        return executor.isShutdown();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // What is under way may end: clients are perhaps closed after this.
        executor.shutdown();
    }
}
