package dev.optireactor.reactor.state;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * A value that changes, and a hot publisher of it. Internal.
 *
 * <p>Changing and announcing are separate steps, so that whoever is told of a value finds it in place. Any thread may
 * do either; the announcements are serialised without a lock: of threads that announce at the same time one emits, and
 * the others leave it to that one. Values that are replaced before their turn are skipped.
 *
 * @param <T> the type of the values, which are told apart by identity
 */
public final class Latest<T> {

    private final AtomicReference<@Nullable T> value;
    private final AtomicInteger announcements = new AtomicInteger();
    private final Sinks.Many<T> sink = Sinks.unsafe().many().replay().latest();
    private @Nullable T announced;
    private volatile boolean ended;

    /**
     * Creates it, and announces the value.
     *
     * @param initial the first value; null for none yet
     */
    public Latest(@Nullable T initial) {
        this.value = new AtomicReference<>(initial);
        announce();
    }

    /** {@return the value; null if there is none yet} */
    public @Nullable T get() {
        return value.get();
    }

    /**
     * Changes the value.
     *
     * @param change makes the new value of the old one; may be called more than once
     */
    public void update(UnaryOperator<@Nullable T> change) {
        value.updateAndGet(change);
    }

    /** Tells the subscribers, unless they know this value. Never waits. */
    public void announce() {
        if (announcements.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            emit();
            seen = announcements.addAndGet(-seen);
        } while (seen != 0);
    }

    private void emit() {
        T now = value.get();
        if (now != null && now != announced) {
            announced = now;
            sink.tryEmitNext(now);
        }
        if (ended) {
            sink.tryEmitComplete();
        }
    }

    /** Completes present subscribers, and later ones at once. */
    public void end() {
        ended = true;
        announce();
    }

    /** {@return the latest value, then each newer one; hot, and a slow subscriber misses all but the newest} */
    public Flux<T> changes() {
        return Flux.defer(() -> ended ? Flux.empty() : sink.asFlux().onBackpressureLatest());
    }
}
