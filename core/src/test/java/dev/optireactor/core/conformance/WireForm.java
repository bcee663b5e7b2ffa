package dev.optireactor.core.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what is sent into the form that vectors show. */
final class WireForm {

    private static final String ATTRIBUTES = "attributes";

    private WireForm() {}

    /** {@return the same value with the attribute lists of events and requests in one order: theirs carries no meaning} */
    static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, member) -> copy.put(name, sorted(member)));
        if (copy.get(ATTRIBUTES) instanceof List<?> attributes) {
            List<@Nullable Object> ordered = new ArrayList<>(attributes);
            ordered.sort(Comparator.comparing(WireForm::nameOf));
            copy.put(ATTRIBUTES, ordered);
        }
        return copy;
    }

    /** Events name an attribute by key, requests for predictions by id. */
    private static String nameOf(@Nullable Object attribute) {
        return attribute instanceof Map<?, ?> map
                ? String.valueOf(map.containsKey("key") ? map.get("key") : map.get("id"))
                : String.valueOf(attribute);
    }
}
