package dev.optireactor.reactor.cache;

import dev.optireactor.reactor.listener.Reporter;
import java.time.Duration;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A cache that cannot do harm: whatever goes wrong in the one behind it, or takes too long, is a miss, and is reported.
 * Internal.
 *
 * @param <V> the type of the answers
 */
public final class GuardedCache<V> {

    private final ReactiveCache<V> cache;
    private final Duration timeout;
    private final Scheduler timer;
    private final Reporter reporter;

    /**
     * Creates the guard.
     *
     * @param cache the user's cache, or ours
     * @param timeout how long it may take; ours answers at once and is not timed
     * @param timer runs the timeouts
     * @param reporter reports failures; to be used for nothing else, since a cache and what it caches fail independently
     */
    public GuardedCache(ReactiveCache<V> cache, Duration timeout, Scheduler timer, Reporter reporter) {
        this.cache = cache;
        this.timeout = timeout;
        this.timer = timer;
        this.reporter = reporter;
    }

    /**
     * Looks an answer up, see {@link ReactiveCache#lookup}.
     *
     * @param key the key
     * @return the answer or empty; never fails
     */
    public Mono<V> lookup(String key) {
        return guarded("look up an answer", () -> cache.lookup(key));
    }

    /**
     * Keeps an answer, see {@link ReactiveCache#save}.
     *
     * @param key the key
     * @param value the answer
     * @return completes; never fails
     */
    public Mono<Void> save(String key, V value) {
        return guarded("save an answer", () -> cache.save(key, value));
    }

    /**
     * Forgets an answer, see {@link ReactiveCache#remove}.
     *
     * @param key the key
     * @return completes; never fails
     */
    public Mono<Void> remove(String key) {
        return guarded("remove an answer", () -> cache.remove(key));
    }

    /**
     * Forgets all answers, see {@link ReactiveCache#reset}.
     *
     * @return completes; never fails
     */
    public Mono<Void> reset() {
        return guarded("forget its answers", cache::reset);
    }

    private <T> Mono<T> guarded(String operation, Supplier<Mono<T>> call) {
        if (cache instanceof InMemoryCache) {
            return call.get();
        }
        return Mono.defer(call)
                .timeout(timeout, timer)
                .doOnSuccess(answer -> reporter.succeeded())
                .onErrorResume(failure -> {
                    reporter.failed(new CacheFailedException(operation, failure));
                    return Mono.empty();
                });
    }
}
