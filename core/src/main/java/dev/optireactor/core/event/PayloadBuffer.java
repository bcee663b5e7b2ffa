package dev.optireactor.core.event;

import dev.optireactor.core.project.EventSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The payload that is being written, and the memory that payloads share one after the other. */
final class PayloadBuffer {

    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);
    private static final int CAPACITY = 8 << 10;

    private final ClientIdentity client;
    private final JsonBuffer buffer = new JsonBuffer(CAPACITY);
    private final VisitorWriter visitors = new VisitorWriter();
    private final List<UserEvent> events = new ArrayList<>();

    PayloadBuffer(ClientIdentity client) {
        this.client = client;
    }

    /** How much memory it holds. */
    int capacity() {
        return buffer.capacity();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Appends an event, unless it does not belong here, or there is no room; then nothing has changed. */
    boolean add(UserEvent event, int maxBytes) {
        int before = buffer.size();
        if (events.isEmpty()) {
            begin(event.settings());
        } else if (events.get(0).sharesBatchWith(event)) {
            buffer.write(',');
        } else {
            return false;
        }
        // A generator of its own, so that an event that turns out to be too large can be taken back.
        try (JsonGenerator json = buffer.generator()) {
            visitors.write(json, event);
        }
        if (buffer.size() + END.length > maxBytes) {
            buffer.truncate(before);
            return false;
        }
        events.add(event);
        return true;
    }

    private void begin(EventSettings settings) {
        try (JsonGenerator json = buffer.generator()) {
            json.writeStartObject();
            json.writeStringProperty("account_id", settings.accountId());
            json.writeStringProperty("project_id", settings.projectId());
            json.writeStringProperty("revision", settings.revision());
            json.writeStringProperty("client_name", client.name());
            json.writeStringProperty("client_version", client.version());
            json.writeBooleanProperty("anonymize_ip", settings.anonymizeIp());
            json.writeBooleanProperty("enrich_decisions", true);
            json.writeArrayPropertyStart("visitors");
        }
    }

    /** {@return the payload of the events so far; the next event begins a new one} */
    EventPayload take() {
        buffer.writeBytes(END);
        EventPayload payload = new EventPayload(events, buffer.toByteArray());
        events.clear();
        buffer.truncate(0);
        return payload;
    }
}
