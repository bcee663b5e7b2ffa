package dev.optireactor.core.decision;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of evaluating a request: decisions, or the facts that are still needed for them. */
public sealed interface Evaluation {

    /**
     * Everything is decided.
     *
     * @param flags the flags in the order of the request, those included that {@code ENABLED_FLAGS_ONLY} leaves out
     * @param profileToSave the user's profile with new sticky variations; null if there are none, and after a
     *     {@linkplain ProfileLookup#failed failed} lookup, because saving could erase what is stored
     */
    record Decided(List<FlagDecision> flags, @Nullable UserProfile profileToSave) implements Evaluation {

        /**
         * Copies the list.
         *
         * @param flags the flags in the order of the request
         * @param profileToSave the user's profile with new sticky variations, or null
         */
        public Decided {
            flags = List.copyOf(flags);
        }

        /** {@return the decisions to hand out, in the order of the request; immutable} */
        public List<OptimizelyDecision> decisions() {
            return DecisionList.of(flags);
        }
    }

    /**
     * Facts are missing. Evaluating again with them gives what would have been decided, had they been known.
     *
     * @param needs all that is known to be missing, in the order in which it was missed
     */
    record Pending(Set<Need> needs) implements Evaluation {

        /**
         * Copies the set.
         *
         * @param needs all that is known to be missing, in the order in which it was missed
         */
        public Pending {
            needs = Collections.unmodifiableSet(new LinkedHashSet<>(needs));
        }
    }

    /**
     * Handles both cases.
     *
     * @param decided what to do with decisions
     * @param pending what to do with needs
     * @param <R> the type of the result
     * @return what the function for the case at hand gives
     */
    default <R> R fold(Function<? super Decided, ? extends R> decided, Function<? super Pending, ? extends R> pending) {
        return this instanceof Decided done
                ? decided.apply(done)
                : pending.apply(Objects.requireNonNull((Pending) this));
    }
}
