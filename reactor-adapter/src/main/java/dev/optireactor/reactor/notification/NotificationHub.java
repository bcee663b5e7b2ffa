package dev.optireactor.reactor.notification;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/** Passes notifications on to whoever listens. Internal; costs one volatile read when nobody does. */
public final class NotificationHub {

    /** How many notifications wait for one slow subscriber before its oldest is dropped. */
    public static final int BUFFER = 256;

    private final List<NotificationSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final Scheduler scheduler;
    private final Runnable onDrop;
    private volatile boolean closed;

    /**
     * Creates a hub.
     *
     * @param scheduler runs the subscribers, which may block its threads
     * @param onDrop told of each dropped notification
     */
    public NotificationHub(Scheduler scheduler, Runnable onDrop) {
        this.scheduler = scheduler;
        this.onDrop = onDrop;
    }

    /** {@return whether anyone listens} */
    public boolean isListening() {
        return !subscriptions.isEmpty();
    }

    /** {@return how many notifications slow subscribers have missed so far} */
    public long dropped() {
        return dropped.get();
    }

    /**
     * Notifies all subscribers. Never waits for them, and never fails.
     *
     * @param notification makes the notification; called only if somebody listens
     */
    public void publish(Supplier<? extends Notification> notification) {
        if (isListening()) {
            Notification made = notification.get();
            subscriptions.forEach(subscription -> subscription.offer(made));
        }
    }

    /**
     * {@return the notifications from now on}
     * <p>
     * Hot. Signals on the hub's scheduler, in the order in which the client did things on one thread. A subscriber that
     * is {@value #BUFFER} notifications behind misses the oldest ones, which are counted. Completes when the client is
     * closed, after what still waits.
     */
    public Flux<Notification> notifications() {
        return Flux.from(actual -> {
            NotificationSubscription subscription =
                    new NotificationSubscription(Operators.toCoreSubscriber(actual), this);
            // First of all, or else a client that is just being closed would complete what has not begun.
            actual.onSubscribe(subscription);
            subscriptions.add(subscription);
            if (subscription.isEnded()) {
                remove(subscription);
            } else if (closed) {
                subscription.complete();
            }
        });
    }

    /** Completes all subscribers, and every later one at once. */
    public void close() {
        closed = true;
        subscriptions.forEach(NotificationSubscription::complete);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    void remove(NotificationSubscription subscription) {
        subscriptions.remove(subscription);
    }

    void countDrop() {
        dropped.incrementAndGet();
        onDrop.run();
    }
}
