package dev.optireactor.core.project;

import dev.optireactor.core.json.JsonTexts;
import dev.optireactor.core.json.MalformedJsonException;
import dev.optireactor.core.json.SharedValues;
import org.jspecify.annotations.Nullable;

/** Converts the texts of variables to their types. */
final class VariableConverter {

    /** The answer for a text that is no value of its type. */
    static final Object UNUSABLE = new Object();

    private final SharedValues shared = new SharedValues();
    private final JsonTexts jsonTexts = new JsonTexts(shared);

    @Nullable
    Object convert(String type, @Nullable String text) {
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

    private Object decimal(String text) {
        try {
            return shared.of(Double.valueOf(text));
        } catch (NumberFormatException notANumber) {
            return UNUSABLE;
        }
    }

    private @Nullable Object json(String text) {
        try {
            return jsonTexts.parse(text);
        } catch (MalformedJsonException malformed) {
            return UNUSABLE;
        }
    }
}
