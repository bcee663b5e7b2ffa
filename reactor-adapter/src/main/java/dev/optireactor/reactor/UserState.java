package dev.optireactor.reactor;

import dev.optireactor.core.decision.UserContext;
import dev.optireactor.reactor.state.Latest;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The user of a {@link ReactiveUserContext} as it changes: always one immutable snapshot. */
final class UserState {

    private final AtomicReference<UserContext> current;

    /** Made when the first one follows the user; most users are never followed. */
    private final AtomicReference<@Nullable Latest<UserContext>> followed = new AtomicReference<>();

    UserState(UserContext initial) {
        this.current = new AtomicReference<>(initial);
    }

    UserContext snapshot() {
        return Objects.requireNonNull(current.get());
    }

    /** Never waits, also not for those who follow. {@return the snapshot before the change} */
    UserContext update(UnaryOperator<UserContext> change) {
        UserContext before = Objects.requireNonNull(current.getAndUpdate(change));
        Latest<UserContext> known = followed.get();
        if (known != null) {
            announce(known);
        }
        return before;
    }

    /** {@return the user now and after each change; hot, and a slow subscriber misses what is outdated} */
    Flux<UserContext> snapshots() {
        return Flux.defer(() -> {
            Latest<UserContext> known =
                    Objects.requireNonNull(followed.updateAndGet(first -> first == null ? new Latest<>(null) : first));
            // Also tells of a change that was made while nobody followed yet.
            announce(known);
            return known.changes();
        });
    }

    private void announce(Latest<UserContext> known) {
        known.update(outdated -> snapshot());
        known.announce();
    }
}
