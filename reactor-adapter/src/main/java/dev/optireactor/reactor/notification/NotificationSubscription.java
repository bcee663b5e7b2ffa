package dev.optireactor.reactor.notification;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;

/**
 * One subscriber of the hub with its own bounded buffer. Whoever notifies only enqueues; the hub's scheduler drains, one
 * run at a time.
 */
final class NotificationSubscription<T extends Notification> implements Subscription, Runnable {

    /** After so many notifications a run lets others have the thread. */
    private static final int PER_RUN = 256;

    private final Class<T> type;
    private final CoreSubscriber<? super T> actual;
    private final NotificationHub hub;
    private final Queue<T> buffer = new ConcurrentLinkedQueue<>();
    private final AtomicInteger buffered = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean completing;

    /** Wake-ups that no run has answered. The one that makes it 1 owns the buffer's other end until it is 0 again. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    /** Whether a run is scheduled and has not begun. Whoever takes it back owns that end, as the run would have. */
    private final AtomicBoolean scheduled = new AtomicBoolean();

    NotificationSubscription(Class<T> type, CoreSubscriber<? super T> actual, NotificationHub hub) {
        this.type = type;
        this.actual = actual;
        this.hub = hub;
    }

    boolean wants(Class<? extends Notification> kind) {
        return type.isAssignableFrom(kind);
    }

    /** Takes a notification of a kind that is wanted. */
    void offer(Notification notification) {
        if (ended.get()) {
            return;
        }
        if (buffered.incrementAndGet() > hub.buffer() && buffer.poll() != null) {
            buffered.decrementAndGet();
            hub.countDrop();
        }
        buffer.offer(type.cast(notification));
        wakeUp();
    }

    void complete() {
        completing = true;
        wakeUp();
    }

    boolean isEnded() {
        return ended.get();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            requested.accumulateAndGet(n, Operators::addCap);
            wakeUp();
        }
    }

    @Override
    public void cancel() {
        end();
    }

    private void wakeUp() {
        if (wakeUps.getAndIncrement() == 0) {
            if (!ended.get() && !schedule()) {
                refused();
            }
        } else if (completing && hub.scheduler().isDisposed() && scheduled.compareAndSet(true, false)) {
            // The run that was scheduled before will never begin.
            drainAll();
        }
    }

    private void refused() {
        if (completing) {
            drainAll();
            return;
        }
        // The next wake-up tries again.
        wakeUps.set(0);
        if (completing) {
            // It was that wake-up, and it came before the line above.
            wakeUp();
        }
    }

    /** {@return false if there will be no run, so that the buffer's end is still the caller's} */
    private boolean schedule() {
        scheduled.set(true);
        try {
            hub.scheduler().schedule(this);
            return true;
        } catch (Throwable refused) {
            // Not only rejections: the scheduler is not ours.
            return !scheduled.compareAndSet(true, false);
        }
    }

    @Override
    public void run() {
        if (scheduled.compareAndSet(true, false)) {
            drainAll();
        }
    }

    private void drainAll() {
        int seen = wakeUps.get();
        while (seen != 0) {
            if (!drain()) {
                seen = wakeUps.addAndGet(-seen);
            } else if (schedule()) {
                return;
            }
        }
    }

    /** {@return whether there may be more} */
    private boolean drain() {
        for (int passed = 0; !ended.get() && requested.get() > 0; passed++) {
            if (passed == PER_RUN) {
                return true;
            }
            T next = buffer.poll();
            if (next == null) {
                break;
            }
            buffered.decrementAndGet();
            if (requested.get() != Long.MAX_VALUE) {
                requested.decrementAndGet();
            }
            pass(next);
        }
        if (completing && buffer.isEmpty() && end()) {
            actual.onComplete();
        }
        return false;
    }

    /** A subscriber must not throw. One that does has cancelled. */
    private void pass(T notification) {
        try {
            actual.onNext(notification);
        } catch (Throwable thrown) {
            Exceptions.throwIfJvmFatal(thrown);
            end();
            Operators.onErrorDropped(thrown, actual.currentContext());
        }
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        hub.remove(this);
        return true;
    }
}
