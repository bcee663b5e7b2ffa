package dev.optireactor.reactor.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes equal requests share one flight: the first caller starts it, later ones wait for the same answer, and when the
 * last one cancels, the work is cancelled too. No lock is held while work is under way. Internal.
 * <p>
 * Holds as many entries as there are flights under way, that is no more than there are callers waiting.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the answers
 */
public final class Flights<K, V> {

    private final ConcurrentMap<K, Flight<V>> underWay = new ConcurrentHashMap<>();

    /** Creates a board without flights. */
    public Flights() {}

    /**
     * Joins the flight for this key if it carries the same variant, and starts one otherwise, in whose favour another
     * one is superseded.
     * <p>
     * Cold: acts at each subscription. Emits what the work emits, on its thread; the work sees the context of the first
     * subscriber.
     *
     * @param key what the request is about
     * @param variant what a flight must also have in common with the request, for its answer to be the right one
     * @param work is subscribed to once per flight
     * @return the answer of the flight
     */
    public Mono<V> join(K key, Object variant, Function<? super Flight<V>, Mono<V>> work) {
        return boarding(() -> underWay.compute(
                key,
                (same, current) ->
                        current != null && current.takes(variant) ? current : replace(current, key, variant, work)));
    }

    /**
     * Starts a flight that does not profit from one under way, but which others may join.
     * <p>
     * Cold: acts at each subscription.
     *
     * @param key what the request is about
     * @param variant what later requests must have in common with it to join
     * @param work is subscribed to once
     * @return the answer of the flight
     */
    public Mono<V> start(K key, Object variant, Function<? super Flight<V>, Mono<V>> work) {
        return boarding(() -> underWay.compute(key, (same, current) -> replace(current, key, variant, work)));
    }

    private Flight<V> replace(
            @Nullable Flight<V> current, K key, Object variant, Function<? super Flight<V>, Mono<V>> work) {
        if (current != null) {
            current.supersede();
        }
        return new Flight<>(variant, work, landed -> underWay.remove(key, landed));
    }

    private Mono<V> boarding(Supplier<Flight<V>> choice) {
        return Mono.deferContextual(context -> {
            Mono<V> answer;
            do {
                // Null if the flight has ended since it was chosen.
                answer = choice.get().board(context);
            } while (answer == null);
            return answer;
        });
    }

    int underWay() {
        return underWay.size();
    }
}
