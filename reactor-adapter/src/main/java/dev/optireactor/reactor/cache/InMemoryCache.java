package dev.optireactor.reactor.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/** A cache on Caffeine. Housekeeping runs on the calling thread, a few entries at a time. */
final class InMemoryCache<V> implements ReactiveCache<V> {

    private final int maxSize;
    private final Duration timeToLive;
    private final LongSupplier nanoTime;
    private volatile Cache<String, V> entries;

    InMemoryCache(int maxSize, Duration timeToLive, LongSupplier nanoTime) {
        this.maxSize = Math.max(0, maxSize);
        this.timeToLive = Objects.requireNonNull(timeToLive, "timeToLive");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.entries = empty();
    }

    private Cache<String, V> empty() {
        Caffeine<Object, Object> caffeine = Caffeine.newBuilder()
                .maximumSize(maxSize)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run);
        if (timeToLive.compareTo(Duration.ZERO) > 0) {
            caffeine.expireAfterWrite(timeToLive);
        }
        return caffeine.build();
    }

    @Override
    public Mono<V> lookup(String key) {
        Objects.requireNonNull(key, "key");
        return Mono.defer(() -> Mono.justOrEmpty(entries.getIfPresent(key)));
    }

    @Override
    public Mono<Void> save(String key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        // With size 0 Caffeine would hold the entry for a moment.
        return maxSize == 0 ? Mono.empty() : Mono.fromRunnable(() -> entries.put(key, value));
    }

    @Override
    public Mono<Void> remove(String key) {
        Objects.requireNonNull(key, "key");
        return Mono.fromRunnable(() -> entries.invalidate(key));
    }

    /** A new cache instead of an emptied one: the time it takes does not grow with the number of entries. */
    @Override
    public Mono<Void> reset() {
        return Mono.fromRunnable(() -> entries = empty());
    }
}
