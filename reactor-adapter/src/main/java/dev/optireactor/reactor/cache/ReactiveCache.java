package dev.optireactor.reactor.cache;

import java.time.Duration;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;

/**
 * Keeps remote answers by key: qualified segments, or predictions. Implement it to share them between processes, for
 * instance in Redis.
 * <p>
 * Every publisher is cold: it acts once per subscription. An implementation may signal on any thread and must not block
 * the subscribing one. The client waits for it up to a timeout; an error, or no answer in time, counts as a miss and is
 * reported, so that a broken cache costs speed and nothing else.
 *
 * @param <V> the type of the answers, which are immutable
 */
public interface ReactiveCache<V> {

    /**
     * Looks an answer up.
     *
     * @param key the key; it contains a user id, so treat it as personal data
     * @return the answer, or empty if there is none that is still fresh
     */
    Mono<V> lookup(String key);

    /**
     * Keeps an answer. It replaces one that is there already, and its age starts anew.
     *
     * @param key the key
     * @param value the answer
     * @return completes when the answer is kept
     */
    Mono<Void> save(String key, V value);

    /**
     * Forgets one answer.
     *
     * @param key the key; nothing happens if it is unknown
     * @return completes when the answer is gone
     */
    Mono<Void> remove(String key);

    /**
     * Forgets all answers of this cache, and nothing else that the same store may hold.
     *
     * @return completes when they are gone
     */
    Mono<Void> reset();

    /**
     * Creates a cache in the memory of this process, with no thread of its own. Its publishers signal on the subscribing
     * thread, before {@code subscribe} returns.
     * <p>
     * When it is full, a lookup or a save drops the answers that are least likely to be asked for again, by recency and
     * frequency of use.
     *
     * @param maxSize how many answers it holds; 0 or less turns it off: every lookup is a miss
     * @param timeToLive for how long an answer is fresh, from when it was saved; zero or less is for ever
     * @param <V> the type of the answers
     * @return an empty cache
     */
    static <V> ReactiveCache<V> inMemory(int maxSize, Duration timeToLive) {
        return inMemory(maxSize, timeToLive, System::nanoTime);
    }

    /**
     * Creates a cache in the memory of this process whose time is told by the caller, for tests.
     *
     * @param maxSize how many answers it holds; 0 or less turns it off: every lookup is a miss
     * @param timeToLive for how long an answer is fresh, from when it was saved; zero or less is for ever
     * @param nanoTime a clock that never goes back, in nanoseconds from any origin
     * @param <V> the type of the answers
     * @return an empty cache
     */
    static <V> ReactiveCache<V> inMemory(int maxSize, Duration timeToLive, LongSupplier nanoTime) {
        return new InMemoryCache<>(maxSize, timeToLive, nanoTime);
    }
}
