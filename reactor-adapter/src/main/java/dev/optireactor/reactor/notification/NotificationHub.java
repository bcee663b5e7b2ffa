package dev.optireactor.reactor.notification;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/** Passes notifications on to whoever listens for their kind. Internal; costs one volatile read when nobody listens. */
public final class NotificationHub {

    private final List<NotificationSubscription<?>> subscriptions = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final Scheduler scheduler;
    private final int buffer;
    private final Runnable onDrop;
    private volatile boolean closed;

    /**
     * Creates a hub.
     *
     * @param scheduler runs the subscribers, which may block its threads
     * @param buffer how many notifications wait for one slow subscriber before its oldest is dropped
     * @param onDrop told of each dropped notification
     */
    public NotificationHub(Scheduler scheduler, int buffer, Runnable onDrop) {
        this.scheduler = scheduler;
        this.buffer = buffer;
        this.onDrop = onDrop;
    }

    /**
     * Tells whether it is worth making a notification.
     *
     * @param kind the kind
     * @return whether anyone listens for it
     */
    public boolean isListening(Class<? extends Notification> kind) {
        for (NotificationSubscription<?> subscription : subscriptions) {
            if (subscription.wants(kind)) {
                return true;
            }
        }
        return false;
    }

    /** {@return how many notifications slow subscribers have missed so far} */
    public long dropped() {
        return dropped.get();
    }

    /**
     * Notifies those who listen for this kind. Never waits for them, and never fails.
     *
     * @param kind the kind
     * @param notification makes the notification; called only if somebody listens for it
     * @param <N> the kind
     */
    public <N extends Notification> void publish(Class<N> kind, Supplier<N> notification) {
        if (isListening(kind)) {
            N made = notification.get();
            for (NotificationSubscription<?> subscription : subscriptions) {
                if (subscription.wants(kind)) {
                    subscription.offer(made);
                }
            }
        }
    }

    /**
     * Follows one kind of notifications, or all of them.
     * <p>
     * Hot. Signals on the hub's scheduler, in the order in which the client did things on one thread. A subscriber that is
     * too far behind misses the oldest ones, which are counted. Completes when the client is closed, after what still
     * waits.
     *
     * @param type the kind; {@code Notification} for all
     * @param <T> the kind
     * @return the notifications from now on
     */
    public <T extends Notification> Flux<T> notifications(Class<T> type) {
        return Flux.from(actual -> {
            NotificationSubscription<T> subscription =
                    new NotificationSubscription<>(type, Operators.toCoreSubscriber(actual), this);
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

    int subscribers() {
        return subscriptions.size();
    }

    int buffer() {
        return buffer;
    }

    void remove(NotificationSubscription<?> subscription) {
        subscriptions.remove(subscription);
    }

    void countDrop() {
        dropped.incrementAndGet();
        onDrop.run();
    }
}
