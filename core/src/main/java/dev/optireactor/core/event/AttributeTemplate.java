package dev.optireactor.core.event;

import tools.jackson.core.JsonGenerator;

/** The JSON of an attribute, but for its value. Immutable. */
final class AttributeTemplate {

    private final byte[] untilValue;

    AttributeTemplate(String id, String key) {
        try (PieceWriter pieces = new PieceWriter()) {
            JsonGenerator json = pieces.json();
            json.writeStartObject();
            json.writeStringProperty("entity_id", id);
            json.writeStringProperty("key", key);
            json.writeStringProperty("type", "custom");
            untilValue = pieces.cutAfter("value");
        }
    }

    /** Writes the attribute. Its value is a text, a boolean or a number. */
    void write(JsonBuffer json, Object value) {
        json.append(untilValue);
        if (value instanceof String text) {
            json.text(text);
        } else if (value instanceof Boolean flag) {
            json.bool(flag);
        } else if (value instanceof Double number) {
            json.number(number.doubleValue());
        } else if (value instanceof Float number) {
            json.number(number.floatValue());
        } else {
            json.number(((Number) value).longValue());
        }
        json.append('}');
    }
}
