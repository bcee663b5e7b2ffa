package dev.optireactor.reactor;

import dev.optireactor.core.decision.UserContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The user of a {@link ReactiveUserContext} as it changes: always one immutable snapshot. */
final class UserState {

    private final AtomicReference<UserContext> current;

    /** Made when the first one follows the user; most users are never followed. */
    private final AtomicReference<@Nullable Followers> followers = new AtomicReference<>();

    UserState(UserContext initial) {
        this.current = new AtomicReference<>(initial);
    }

    UserContext snapshot() {
        return Objects.requireNonNull(current.get());
    }

    /** Never waits, also not for those who follow. {@return the snapshot before the change} */
    UserContext update(UnaryOperator<UserContext> change) {
        UserContext before = Objects.requireNonNull(current.getAndUpdate(change));
        Followers informed = followers.get();
        if (informed != null) {
            informed.announce();
        }
        return before;
    }

    /** {@return the user now and after each change; hot, and a slow subscriber misses what is outdated} */
    Flux<UserContext> snapshots() {
        return Flux.defer(() -> {
            Followers informed = followers.updateAndGet(known -> known == null ? new Followers() : known);
            // Also tells of a change that was made while there were no followers yet.
            Objects.requireNonNull(informed).announce();
            return informed.sink.asFlux().onBackpressureLatest();
        });
    }

    /**
     * Announces changes one after the other, without a lock: of threads that change the user at the same time one emits,
     * and the others leave it to that one. So does a follower that changes the user while it is told.
     */
    private final class Followers {

        private final Sinks.Many<UserContext> sink =
                Sinks.unsafe().many().replay().latest();
        private final AtomicInteger announcements = new AtomicInteger();
        private @Nullable UserContext announced;

        void announce() {
            if (announcements.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                emit();
                seen = announcements.addAndGet(-seen);
            } while (seen != 0);
        }

        @SuppressWarnings("ReferenceEquality") // Equal snapshots may be told of twice; comparing them costs more.
        private void emit() {
            UserContext now = snapshot();
            if (now != announced) {
                announced = now;
                sink.tryEmitNext(now);
            }
        }
    }
}
