package dev.optireactor.reactor.event;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.core.scheduler.Scheduler;

/** Tells those outside that what they wait for has happened. Not from within a turn: nobody knows how long that takes. */
final class Signals {

    private final Scheduler timer;

    /** What a task of the timer is to send, as long as the timer has not lost it. */
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    Signals(Scheduler timer) {
        this.timer = timer;
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
            signal.run();
        }
    }
}
