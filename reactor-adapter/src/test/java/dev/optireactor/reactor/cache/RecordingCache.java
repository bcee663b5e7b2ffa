package dev.optireactor.reactor.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;

/**
 * A cache of someone's own, that remembers what was done to it.
 *
 * @param <V> the type of the answers
 */
public final class RecordingCache<V> implements ReactiveCache<V> {

    private final Map<String, V> entries = new ConcurrentHashMap<>();
    private final List<String> operations = new CopyOnWriteArrayList<>();

    /** Puts an answer in, without remembering it. */
    public RecordingCache<V> with(String key, V value) {
        entries.put(key, value);
        return this;
    }

    /** {@return what was done, such as {@code save key}, in order} */
    public List<String> operations() {
        return operations;
    }

    /** {@return a copy of what is in it} */
    public Map<String, V> entries() {
        return Map.copyOf(entries);
    }

    @Override
    public Mono<V> lookup(String key) {
        return Mono.defer(() -> {
            operations.add("lookup " + key);
            return Mono.justOrEmpty(entries.get(key));
        });
    }

    @Override
    public Mono<Void> save(String key, V value) {
        return Mono.fromRunnable(() -> {
            operations.add("save " + key);
            entries.put(key, value);
        });
    }

    @Override
    public Mono<Void> remove(String key) {
        return Mono.fromRunnable(() -> {
            operations.add("remove " + key);
            entries.remove(key);
        });
    }

    @Override
    public Mono<Void> reset() {
        return Mono.fromRunnable(() -> {
            operations.add("reset");
            entries.clear();
        });
    }
}
