package dev.optireactor.reactor.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps into JSON that may have another shape than expected: what is not there is empty. */
final class JsonView {

    private JsonView() {}

    /** The value as an object. Names in JSON are strings, so the cast cannot fail later. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    static List<Map<String, @Nullable Object>> objects(@Nullable Object value) {
        return list(value).stream()
                .filter(Map.class::isInstance)
                .map(JsonView::object)
                .toList();
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
