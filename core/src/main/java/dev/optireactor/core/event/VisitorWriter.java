package dev.optireactor.core.event;

import static dev.optireactor.core.event.JsonBytes.prepare;

import dev.optireactor.core.event.EventContent.Done;
import dev.optireactor.core.event.EventContent.Shown;

/** Writes one event as one visitor. Runs no code of the program that made the event, so it does not fail. */
final class VisitorWriter {

    private static final byte[] VISITOR = prepare("{\"visitor_id\":");
    private static final byte[] ATTRIBUTES = prepare(",\"attributes\":[");
    private static final byte[] SNAPSHOTS = prepare("],\"snapshots\":[{");
    private static final byte[] CMAB_UUID = prepare(",\"cmab_uuid\":");
    private static final byte[] TIMESTAMP = prepare(",\"timestamp\":");
    private static final byte[] REVENUE = prepare(",\"revenue\":");
    private static final byte[] VALUE = prepare(",\"value\":");
    private static final byte[] TAGS = prepare(",\"tags\":");
    private static final byte[] END = prepare("}]}]}");

    private VisitorWriter() {}

    static void write(JsonBytes json, UserEvent event, Preparations prepared) {
        prepared.of(event.settings());
        json.raw(VISITOR);
        json.text(event.userId());
        json.raw(ATTRIBUTES);
        EventAttributes.write(json, event.settings(), event.user(), prepared);
        json.raw(SNAPSHOTS);
        if (event.content() instanceof Shown shown) {
            json.raw(prepared.decision(shown));
            writeCmabUuid(json, shown);
            json.raw(prepared.event(shown));
            writeMoment(json, event);
        } else if (event.content() instanceof Done done) {
            json.raw(prepared.event(done));
            writeMoment(json, event);
            writeTags(json, done.tags());
        }
        json.raw(END);
    }

    private static void writeCmabUuid(JsonBytes json, Shown shown) {
        String cmabUuid = shown.impression().cmabUuid();
        if (cmabUuid != null) {
            json.raw(CMAB_UUID);
            json.text(cmabUuid);
        }
    }

    private static void writeMoment(JsonBytes json, UserEvent event) {
        json.uuid(event.uuid());
        json.raw(TIMESTAMP);
        json.number(event.timestampMillis());
    }

    private static void writeTags(JsonBytes json, EventTags tags) {
        if (tags.revenue() != null) {
            json.raw(REVENUE);
            json.value(tags.revenue());
        }
        if (tags.value() != null) {
            json.raw(VALUE);
            json.value(tags.value());
        }
        if (tags.members() != null) {
            json.raw(TAGS);
            json.value(tags.members());
        }
    }
}
