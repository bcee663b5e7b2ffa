package dev.optireactor.core.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads vectors as plain JSON values, with another parser than the kernel's own. */
final class Json {

    private static final String SPECIAL = "$special";

    /** Literals such as NaN occur where an SDK really sent them. A key given twice would hide an expectation. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** {@return the value of a JSON text, in which {@code {"$special": "NaN"}} is that number} */
    static @Nullable Object read(String text) {
        try {
            return withSpecials(MAPPER.readValue(text, Object.class));
        } catch (JacksonException malformed) {
            throw new UnreadableVectorException("no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    /** {@return a plain value as JSON text in UTF-8} */
    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    private static @Nullable Object withSpecials(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(withSpecials(element)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        if (map.size() == 1 && map.get(SPECIAL) instanceof String name) {
            return special(name);
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put((String) key, withSpecials(member)));
        return copy;
    }

    private static double special(String name) {
        return switch (name) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new UnreadableVectorException("unknown special number " + name);
        };
    }
}
