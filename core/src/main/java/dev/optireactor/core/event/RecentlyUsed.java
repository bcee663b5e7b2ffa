package dev.optireactor.core.event;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made for some keys. Keeps at least those that were asked for last, as many as it is told, and at most twice as
 * many. Notes no single use, which makes asking cheaper than with a {@code LinkedHashMap} in the order of access.
 */
final class RecentlyUsed<K, V> {

    private final int least;
    private Map<K, V> recent = new HashMap<>();
    private Map<K, V> earlier = Map.of();

    RecentlyUsed(int least) {
        this.least = least;
    }

    /** {@return what was made for the key, or is made now} */
    V get(K key, Function<K, V> maker) {
        V known = recent.get(key);
        return known == null ? getOrMake(key, maker) : known;
    }

    private V getOrMake(K key, Function<K, V> maker) {
        V known = earlier.get(key);
        V value = known == null ? maker.apply(key) : known;
        if (recent.size() == least) {
            earlier = recent;
            recent = new HashMap<>();
        }
        recent.put(key, value);
        return value;
    }
}
