package dev.optireactor.core.event;

import dev.optireactor.core.datafile.Event;
import tools.jackson.core.JsonGenerator;

/** The JSON of a conversion's snapshot, but for what differs each time that a user does the same. Immutable. */
final class ConversionTemplate {

    private final byte[] untilUuid;
    private final byte[] untilTimestamp;
    private final byte[] untilRevenue;
    private final byte[] untilValue;
    private final byte[] untilTags;
    private final byte[] end;

    ConversionTemplate(Event event) {
        try (PieceWriter pieces = new PieceWriter()) {
            JsonGenerator json = pieces.json();
            json.writeStartObject();
            json.writeArrayPropertyStart("events");
            json.writeStartObject();
            json.writeStringProperty("entity_id", event.id());
            json.writeStringProperty("key", event.key());
            untilUuid = pieces.cutAfter("uuid");
            untilTimestamp = pieces.cutAfter("timestamp");
            untilRevenue = pieces.cutAfter("revenue");
            untilValue = pieces.cutAfter("value");
            untilTags = pieces.cutAfter("tags");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            end = pieces.cut();
        }
    }

    /** Writes the snapshot of an event by which a user did that. */
    void write(JsonBuffer json, UserEvent event, EventTags tags) {
        json.append(untilUuid);
        json.uuid(event.uuid());
        json.append(untilTimestamp);
        json.number(event.timestampMillis());
        if (tags.revenue() != null) {
            json.append(untilRevenue);
            json.number(tags.revenue().longValue());
        }
        if (tags.value() != null) {
            json.append(untilValue);
            json.number(tags.value().doubleValue());
        }
        if (tags.json() != null) {
            json.append(untilTags);
            json.append(tags.json());
        }
        json.append(end);
    }
}
