package dev.optireactor.core.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Places in plain JSON values, as paths with slashes. */
final class Place {

    /** How the vectors write that there is nothing; as a value, or as the only member of an object. */
    static final String ABSENT = "$absent";

    private Place() {}

    /** {@return the value at a path; {@link #ABSENT} if there is none} */
    static @Nullable Object get(@Nullable Object tree, String path) {
        Object current = tree;
        for (String name : names(path)) {
            if (current instanceof Map<?, ?> map && map.containsKey(name)) {
                current = map.get(name);
            } else if (current instanceof List<?> list && position(name, list) >= 0) {
                current = list.get(position(name, list));
            } else {
                return ABSENT;
            }
        }
        return current;
    }

    /** Puts a value, or {@link #ABSENT}, at a path of a tree that can be changed, and whose parent must be there. */
    static void put(@Nullable Object tree, String path, @Nullable Object value) {
        int last = path.lastIndexOf('/');
        Object parent = get(tree, path.substring(0, last));
        String name = path.substring(last + 1);
        if (parent instanceof Map<?, ?>) {
            put(parent, name, isAbsent(value), value);
        } else if (parent instanceof List<?> list && position(name, list) >= 0 && !isAbsent(value)) {
            set(list, position(name, list), value);
        } else {
            throw new UnreadableVectorException("there is no place " + path);
        }
    }

    private static boolean isAbsent(@Nullable Object value) {
        return ABSENT.equals(value) || Map.of(ABSENT, true).equals(value);
    }

    // The vectors were read into maps and lists of our own making, see Json.

    @SuppressWarnings("unchecked")
    private static void put(Object map, String name, boolean absent, @Nullable Object value) {
        if (absent) {
            ((LinkedHashMap<String, @Nullable Object>) map).remove(name);
        } else {
            ((LinkedHashMap<String, @Nullable Object>) map).put(name, value);
        }
    }

    @SuppressWarnings("unchecked")
    private static void set(List<?> list, int position, @Nullable Object value) {
        ((List<@Nullable Object>) list).set(position, value);
    }

    private static String[] names(String path) {
        return path.isEmpty() ? new String[0] : path.substring(1).split("/", -1);
    }

    private static int position(String name, List<?> list) {
        for (int i = 0; i < list.size(); i++) {
            if (name.equals(String.valueOf(i))) {
                return i;
            }
        }
        return -1;
    }
}
