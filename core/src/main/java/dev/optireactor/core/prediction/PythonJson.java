package dev.optireactor.core.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes plain JSON values exactly as Python's {@code json.dumps(value, sort_keys=True)} does. */
final class PythonJson {

    private PythonJson() {}

    static String write(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            appendMap(text, map);
        } else if (value instanceof List<?> list) {
            appendList(text, list);
        } else if (value instanceof String string) {
            appendString(text, string);
        } else if (value instanceof Number number) {
            text.append(PythonNumber.text(number));
        } else {
            text.append(value);
        }
    }

    private static void appendMap(StringBuilder text, Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(PythonJson::compareCodePoints);
        map.forEach((name, value) -> sorted.put(String.valueOf(name), value));
        text.append('{');
        String separator = "";
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            text.append(separator);
            appendString(text, member.getKey());
            text.append(": ");
            append(text, member.getValue());
            separator = ", ";
        }
        text.append('}');
    }

    private static void appendList(StringBuilder text, List<?> list) {
        text.append('[');
        String separator = "";
        for (Object element : list) {
            text.append(separator);
            append(text, element);
            separator = ", ";
        }
        text.append(']');
    }

    private static void appendString(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char each = string.charAt(i);
            switch (each) {
                case '"', '\\' -> text.append('\\').append(each);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                default -> {
                    if (each >= ' ' && each <= '~') {
                        text.append(each);
                    } else {
                        text.append("\\u").append(Character.forDigit(each >> 12, 16));
                        text.append(Character.forDigit(each >> 8 & 0xf, 16));
                        text.append(Character.forDigit(each >> 4 & 0xf, 16));
                        text.append(Character.forDigit(each & 0xf, 16));
                    }
                }
            }
        }
        text.append('"');
    }

    /** Unlike {@link String#compareTo}, sorts characters beyond the basic plane last. */
    private static int compareCodePoints(String left, String right) {
        int[] lefts = left.codePoints().toArray();
        int[] rights = right.codePoints().toArray();
        return Arrays.compare(lefts, rights);
    }
}
