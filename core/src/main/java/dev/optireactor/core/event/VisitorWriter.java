package dev.optireactor.core.event;

import dev.optireactor.core.event.EventContent.Done;
import dev.optireactor.core.event.EventContent.Shown;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Writes one event as one visitor. Runs no code of the program that made the event, so it does not fail. */
final class VisitorWriter {

    private static final SerializableString VISITOR_ID = new SerializedString("visitor_id");
    private static final SerializableString ATTRIBUTES = new SerializedString("attributes");
    private static final SerializableString SNAPSHOTS = new SerializedString("snapshots");
    private static final SerializableString DECISIONS = new SerializedString("decisions");
    private static final SerializableString EVENTS = new SerializedString("events");
    private static final SerializableString ENTITY_ID = new SerializedString("entity_id");
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString UUID = new SerializedString("uuid");
    private static final SerializableString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializableString REVENUE = new SerializedString("revenue");
    private static final SerializableString VALUE = new SerializedString("value");
    private static final SerializableString TAGS = new SerializedString("tags");

    private final PreparedDecisions decisions = new PreparedDecisions();

    void write(JsonGenerator json, UserEvent event) {
        json.writeStartObject();
        json.writeName(VISITOR_ID);
        json.writeString(event.userId());
        json.writeName(ATTRIBUTES);
        json.writeStartArray();
        event.attributes().write(json);
        json.writeEndArray();
        json.writeName(SNAPSHOTS);
        json.writeStartArray();
        writeSnapshot(json, event);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeSnapshot(JsonGenerator json, UserEvent event) {
        json.writeStartObject();
        if (event.content() instanceof Shown shown) {
            decisions.of(event.settings());
            json.writeName(DECISIONS);
            json.writeStartArray();
            decisions.write(json, shown);
            json.writeEndArray();
        }
        json.writeName(EVENTS);
        json.writeStartArray();
        writeEvent(json, event);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeEvent(JsonGenerator json, UserEvent event) {
        json.writeStartObject();
        json.writeName(ENTITY_ID);
        json.writeString(event.content().entityId());
        json.writeName(KEY);
        json.writeString(event.content().key());
        json.writeName(UUID);
        json.writeString(event.uuid().toString());
        json.writeName(TIMESTAMP);
        json.writeNumber(event.timestampMillis());
        if (event.content() instanceof Done done) {
            writeTags(json, done.tags());
        }
        json.writeEndObject();
    }

    private static void writeTags(JsonGenerator json, EventTags tags) {
        if (tags.revenue() != null) {
            json.writeName(REVENUE);
            json.writeNumber(tags.revenue().longValue());
        }
        if (tags.value() != null) {
            json.writeName(VALUE);
            json.writeNumber(tags.value().doubleValue());
        }
        if (tags.json() != null) {
            json.writeName(TAGS);
            json.writeRawValue(tags.json());
        }
    }
}
