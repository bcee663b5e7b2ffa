package dev.optireactor.core.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of a few texts to values, in the order in which they were given. A project has tens of thousands of
 * these, so each is two arrays, and maps with the same keys can share one of them.
 *
 * @param <V> what the keys lead to
 */
public final class SmallMap<V extends @Nullable Object> extends AbstractMap<String, V> {

    /** With more keys, looking at one after the other takes longer than hashing. */
    private static final int LARGEST = 8;

    private final String[] keys;
    private final V[] values;

    private SmallMap(String[] keys, V[] values) {
        this.keys = keys;
        this.values = values;
    }

    /**
     * Makes a map of arrays, without copying them if they are small.
     *
     * @param keys distinct keys; never modified afterwards
     * @param values as many values; never modified afterwards
     * @param <V> what the keys lead to
     * @return an immutable map in the order of the keys
     */
    public static <V extends @Nullable Object> Map<String, V> of(String[] keys, V[] values) {
        if (keys.length <= LARGEST) {
            return new SmallMap<>(keys, values);
        }
        Map<String, V> large = new LinkedHashMap<>(keys.length * 2);
        for (int i = 0; i < keys.length; i++) {
            large.put(keys[i], values[i]);
        }
        return Collections.unmodifiableMap(large);
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return position(key) >= 0;
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        int position = position(key);
        return position < 0 ? null : values[position];
    }

    private int position(@Nullable Object key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return keys.length;
            }

            @Override
            public Iterator<Entry<String, V>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Entry<String, V>> entries() {
        return new Iterator<>() {

            private int next;

            @Override
            public boolean hasNext() {
                return next < keys.length;
            }

            @Override
            public Entry<String, V> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int position = next++;
                return new SimpleImmutableEntry<>(keys[position], values[position]);
            }
        };
    }

    /**
     * Collects a map of any size. Of equal keys the first decides the place and the last the value, as when putting them
     * into a {@link LinkedHashMap}.
     *
     * @param <V> what the keys lead to
     */
    public static final class Builder<V extends @Nullable Object> {

        private String[] keys;
        private V[] values;
        private int size;
        private @Nullable Map<String, V> large;

        /** Begins an empty map of any size. */
        public Builder() {
            this(4);
        }

        /**
         * Begins an empty map.
         *
         * @param expectedSize how many keys it will have; a map that has as many is made without copying
         */
        @SuppressWarnings("unchecked") // The array holds only what put() was given.
        public Builder(int expectedSize) {
            keys = new String[Math.min(expectedSize, LARGEST)];
            values = (V[]) new Object[keys.length];
        }

        /**
         * Adds a value, or replaces that of an equal key.
         *
         * @param key the key
         * @param value the value
         */
        public void put(String key, V value) {
            if (large != null) {
                large.put(key, value);
                return;
            }
            for (int i = 0; i < size; i++) {
                if (keys[i].equals(key)) {
                    values[i] = value;
                    return;
                }
            }
            if (size < LARGEST) {
                append(key, value);
            } else {
                large = new LinkedHashMap<>(of(keys, values));
                large.put(key, value);
            }
        }

        private void append(String key, V value) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, LARGEST);
                values = Arrays.copyOf(values, LARGEST);
            }
            keys[size] = key;
            values[size++] = value;
        }

        /** {@return an immutable map of what was put; the builder is not used afterwards} */
        public Map<String, V> build() {
            return build(null);
        }

        /** {@return the same; a small one shares its names with others} */
        Map<String, V> build(@Nullable SharedValues shared) {
            if (large != null) {
                return Collections.unmodifiableMap(large);
            }
            if (size == 0) {
                return Map.of();
            }
            String[] names = size == keys.length ? keys : Arrays.copyOf(keys, size);
            return new SmallMap<>(
                    shared == null ? names : shared.ofNames(names),
                    size == values.length ? values : Arrays.copyOf(values, size));
        }
    }
}
