package dev.optireactor.reactor.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;

/**
 * Tells those outside that what they wait for has happened. From within a turn only if it is the last one or there is no
 * timer: nobody knows how long that takes.
 */
final class Signals {

    private final Scheduler timer;
    private final Consumer<Throwable> failures;

    /** What a task of the timer is to send, as long as the timer has not lost it. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /**
     * Has nothing to send yet.
     *
     * @param failures is told what whoever is signalled throws
     */
    Signals(Scheduler timer, Consumer<Throwable> failures) {
        this.timer = timer;
        this.failures = failures;
    }

    /** Sends a signal soon on the timer, or here if that one is gone. */
    void send(Runnable signal) {
        waiting.add(signal);
        try {
            timer.schedule(this::sendRest);
        } catch (Throwable gone) {
            sendRest();
        }
    }

    /** Sends here what is still to be sent. */
    void sendRest() {
        for (Runnable signal = waiting.poll(); signal != null; signal = waiting.poll()) {
            try {
                signal.run();
            } catch (Throwable thrown) {
                failures.accept(thrown);
            }
        }
    }
}
