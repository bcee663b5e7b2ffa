package dev.optireactor.reactor.cache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Work under way that several callers wait for. Internal.
 *
 * @param <V> the type of its answer
 */
public final class Flight<V> {

    /*
     * Not replay().refCount(): there, a caller who comes while the last other one cancels can be handed the cancellation.
     * Here both go through the lock of the flight: whoever boards in time keeps it going, and whoever comes after its end
     * is told so and starts another one.
     */

    private final Object variant;
    private final Function<? super Flight<V>, Mono<V>> work;
    private final Consumer<Flight<V>> landed;
    private final Sinks.One<V> answer = Sinks.unsafe().one();
    private final AtomicBoolean departed = new AtomicBoolean();
    private final Disposable.Swap running = Disposables.swap();
    private int passengers;
    private boolean over;
    private volatile boolean superseded;

    /**
     * Prepares a flight.
     *
     * @param landed is told once when the flight is over, before its answer is
     */
    Flight(Object variant, Function<? super Flight<V>, Mono<V>> work, Consumer<Flight<V>> landed) {
        this.variant = variant;
        this.work = work;
        this.landed = landed;
    }

    /** {@return the answer for one more caller; null if the flight is over} */
    @Nullable
    Mono<V> board(ContextView context) {
        synchronized (this) {
            if (over) {
                return null;
            }
            passengers++;
        }
        if (departed.compareAndSet(false, true)) {
            depart(Context.of(context));
        }
        AtomicBoolean aboard = new AtomicBoolean(true);
        return answer.asMono().doOnCancel(() -> {
            if (aboard.compareAndSet(true, false)) {
                leave();
            }
        });
    }

    private void depart(Context context) {
        running.update(Mono.defer(() -> work.apply(this))
                .subscribe(
                        value -> land(() -> answer.tryEmitValue(value)),
                        failure -> land(() -> answer.tryEmitError(failure)),
                        () -> land(answer::tryEmitEmpty),
                        context));
    }

    private void land(Runnable emission) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        landed.accept(this);
        emission.run();
    }

    private void leave() {
        synchronized (this) {
            passengers--;
            if (over || passengers > 0) {
                return;
            }
            over = true;
        }
        landed.accept(this);
        running.dispose();
    }

    /** {@return whether a newer flight for the same key has begun, whose answer is the one to keep} */
    public boolean isSuperseded() {
        return superseded;
    }

    /** Whether a caller who wants this variant may join. */
    synchronized boolean takes(Object wanted) {
        return !over && variant.equals(wanted);
    }

    void supersede() {
        superseded = true;
    }
}
