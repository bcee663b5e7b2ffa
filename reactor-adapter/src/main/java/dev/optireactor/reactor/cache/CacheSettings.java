package dev.optireactor.reactor.cache;

import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.settings.Bounds;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/**
 * Where remote answers are kept: in a cache of the program's own, or in one in memory. Immutable. Internal.
 *
 * @param own the program's cache; null for one in memory
 * @param size how many answers the one in memory holds
 * @param timeToLive for how long they stay fresh there
 * @param timeout how long the program's cache may take for one operation
 * @param <V> the type of the answers
 */
public record CacheSettings<V>(@Nullable ReactiveCache<V> own, int size, Duration timeToLive, Duration timeout) {

    /**
     * Checks the bounds, which are the same for everyone.
     *
     * @param own the program's cache; null for one in memory
     * @param size from 0 (no cache) to 10,000,000
     * @param timeToLive from 1 ms to 1 day
     * @param timeout from 1 ms to 1 min
     */
    public CacheSettings {
        Bounds.within("cacheSize", size, 0, 10_000_000);
        Bounds.positive("timeToLive", timeToLive, Bounds.DAY);
        Bounds.positive("cacheTimeout", timeout, Bounds.MINUTE);
    }

    /**
     * Starts from the defaults: 10,000 answers in memory.
     *
     * @param timeToLive for how long they stay fresh
     * @param <V> the type of the answers
     * @return the defaults
     */
    public static <V> CacheSettings<V> inMemory(Duration timeToLive) {
        return new CacheSettings<>(null, 10_000, timeToLive, Duration.ofSeconds(1));
    }

    /**
     * Chooses the program's cache.
     *
     * @param cache the cache
     * @return the changed settings
     */
    public CacheSettings<V> withOwn(ReactiveCache<V> cache) {
        return new CacheSettings<>(Objects.requireNonNull(cache, "cache"), size, timeToLive, timeout);
    }

    /**
     * Changes how much is kept in memory.
     *
     * @param answers the most that it holds
     * @return the changed settings
     */
    public CacheSettings<V> withSize(int answers) {
        return new CacheSettings<>(own, answers, timeToLive, timeout);
    }

    /**
     * Changes how long it is kept in memory.
     *
     * @param fresh from when an answer was saved
     * @return the changed settings
     */
    public CacheSettings<V> withTimeToLive(Duration fresh) {
        return new CacheSettings<>(own, size, fresh, timeout);
    }

    /**
     * Changes how long the program's cache may take.
     *
     * @param limit for one operation
     * @return the changed settings
     */
    public CacheSettings<V> withTimeout(Duration limit) {
        return new CacheSettings<>(own, size, timeToLive, limit);
    }

    /**
     * Takes the program's cache, or makes a new one: two clients with the same settings share nothing.
     *
     * @param timer runs the timeouts, and tells how old answers in memory are
     * @param reporter reports failures; to be used for nothing else, since a cache and what it caches fail independently
     * @return the cache, which can do no harm
     */
    public GuardedCache<V> open(Scheduler timer, Reporter reporter) {
        ReactiveCache<V> cache =
                own == null ? ReactiveCache.inMemory(size, timeToLive, () -> timer.now(TimeUnit.NANOSECONDS)) : own;
        return new GuardedCache<>(cache, timeout, timer, reporter);
    }
}
