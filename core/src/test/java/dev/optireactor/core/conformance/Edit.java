package dev.optireactor.core.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes of recorded answers. */
final class Edit {

    private Edit() {}

    /**
     * {@return a copy in which every member of every object is what {@code edit} makes of it}
     *
     * @param edit gets name and value; {@link Difference#ABSENT} removes the member
     */
    static @Nullable Object members(
            @Nullable Object value, BiFunction<String, @Nullable Object, @Nullable Object> edit) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(members(element, edit)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((name, member) -> {
            Object edited = edit.apply(String.valueOf(name), members(member, edit));
            if (edited != Difference.ABSENT) {
                copy.put(name, edited);
            }
        });
        return copy;
    }
}
