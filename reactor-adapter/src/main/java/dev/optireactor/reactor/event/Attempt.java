package dev.optireactor.reactor.event;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One attempt to deliver a batch. The dispatcher ends it on any thread, and the pump looks at it in its next turn, which may
 * be taken by that thread. What comes after a cancellation is of no interest to anyone, errors included.
 */
final class Attempt implements CoreSubscriber<Void> {

    private static final AtomicReferenceFieldUpdater<Attempt, @Nullable Subscription> SUBSCRIPTION =
            AtomicReferenceFieldUpdater.newUpdater(Attempt.class, Subscription.class, "subscription");

    private final Runnable ended;

    @SuppressWarnings("UnusedVariable") // Read through the updater.
    private volatile @Nullable Subscription subscription;

    private @Nullable Throwable failure;
    private volatile boolean done;

    private Attempt(Runnable ended) {
        this.ended = ended;
    }

    /** Starts an attempt; whatever goes wrong is its failure. */
    static Attempt start(EventDispatcher dispatcher, LogEvent event, Runnable ended) {
        Attempt attempt = new Attempt(ended);
        try {
            Mono.defer(() -> dispatcher.dispatch(event)).subscribe(attempt);
        } catch (Throwable thrown) {
            attempt.onError(thrown);
        }
        return attempt;
    }

    @Override
    public void onSubscribe(Subscription source) {
        if (Operators.setOnce(SUBSCRIPTION, this, source)) {
            source.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(Void nothing) {}

    @Override
    public void onComplete() {
        done = true;
        ended.run();
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        onComplete();
    }

    boolean isDone() {
        return done;
    }

    /** Why it failed; null if it succeeded. Asked only when it is done. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void cancel() {
        try {
            Operators.terminate(SUBSCRIPTION, this);
        } catch (Throwable thrownByDispatcher) {
            // It was asked to stop; what it says to that changes nothing.
        }
    }
}
