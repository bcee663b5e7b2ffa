package dev.optireactor.core.project;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** Converts the text of a variable to its type. */
final class VariableValue {

    /** The answer for a text that is no value of its type. */
    static final Object UNUSABLE = new Object();

    private VariableValue() {}

    static @Nullable Object parse(String type, @Nullable String text) {
        if (text == null) {
            return UNUSABLE;
        }
        return switch (type) {
            case "boolean" -> "true".equalsIgnoreCase(text);
            case "integer" -> integer(text);
            case "double" -> decimal(text);
            case "json" -> json(text);
            default -> text;
        };
    }

    private static Object integer(String text) {
        try {
            long value = Long.parseLong(text);
            return value == (int) value ? (Object) (int) value : (Object) value;
        } catch (NumberFormatException notAnInteger) {
            return UNUSABLE;
        }
    }

    private static Object decimal(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException notANumber) {
            return UNUSABLE;
        }
    }

    private static @Nullable Object json(String text) {
        try {
            return JsonText.parse(text);
        } catch (MalformedJsonException malformed) {
            return UNUSABLE;
        }
    }
}
