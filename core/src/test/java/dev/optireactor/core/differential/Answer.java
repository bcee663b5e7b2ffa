package dev.optireactor.core.differential;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an SDK says of one flag, or how it fails to. */
record Answer(
        @Nullable String variationKey,
        boolean enabled,
        @Nullable String ruleKey,
        Map<String, @Nullable Object> variables,
        @Nullable String thrown) {

    static Answer of(
            @Nullable String variationKey,
            boolean enabled,
            @Nullable String ruleKey,
            Map<String, ? extends @Nullable Object> variables) {
        Map<String, @Nullable Object> comparable = new HashMap<>();
        variables.forEach((name, value) -> comparable.put(name, comparable(value)));
        return new Answer(variationKey, enabled, ruleKey, comparable, null);
    }

    static Answer thrown(RuntimeException thrown) {
        return new Answer(null, false, null, Map.of(), thrown.toString());
    }

    /** Numbers are compared by value, the types of JSON libraries being what they are. */
    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            return number;
        }
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new HashMap<>();
            map.forEach((name, member) -> copy.put(name, comparable(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(comparable(element)));
            return copy;
        }
        return value;
    }
}
