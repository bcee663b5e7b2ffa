package dev.optireactor.core.event;

import static dev.optireactor.core.event.JsonBytes.prepare;

import dev.optireactor.core.project.EventSettings;
import java.util.ArrayList;
import java.util.List;

/** The payload that is being written, and the memory that payloads share one after the other. */
final class PayloadBuffer {

    private static final byte[] ACCOUNT_ID = prepare("{\"account_id\":");
    private static final byte[] PROJECT_ID = prepare(",\"project_id\":");
    private static final byte[] REVISION = prepare(",\"revision\":");
    private static final byte[] CLIENT_NAME = prepare(",\"client_name\":");
    private static final byte[] CLIENT_VERSION = prepare(",\"client_version\":");
    private static final byte[] ANONYMIZE_IP = prepare(",\"anonymize_ip\":");
    private static final byte[] VISITORS = prepare(",\"enrich_decisions\":true,\"visitors\":[");
    private static final byte[] NEXT = prepare(",");
    private static final byte[] END = prepare("]}");

    private static final int CAPACITY = 8 << 10;

    private final ClientIdentity client;
    private final JsonBytes json = new JsonBytes(CAPACITY);
    private final Preparations prepared = new Preparations();
    private final List<UserEvent> events = new ArrayList<>();

    PayloadBuffer(ClientIdentity client) {
        this.client = client;
    }

    /** How much memory it holds. */
    int capacity() {
        return json.capacity();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Appends an event, unless it does not belong here, or there is no room; then nothing has changed. */
    boolean add(UserEvent event, int maxBytes) {
        int before = json.size();
        if (events.isEmpty()) {
            begin(event.settings());
        } else if (events.get(0).sharesBatchWith(event)) {
            json.raw(NEXT);
        } else {
            return false;
        }
        VisitorWriter.write(json, event, prepared);
        if (json.size() + END.length > maxBytes) {
            json.truncate(before);
            return false;
        }
        events.add(event);
        return true;
    }

    private void begin(EventSettings settings) {
        json.raw(ACCOUNT_ID);
        json.text(settings.accountId());
        json.raw(PROJECT_ID);
        json.text(settings.projectId());
        json.raw(REVISION);
        json.text(settings.revision());
        json.raw(CLIENT_NAME);
        json.text(client.name());
        json.raw(CLIENT_VERSION);
        json.text(client.version());
        json.raw(ANONYMIZE_IP);
        json.bool(settings.anonymizeIp());
        json.raw(VISITORS);
    }

    /** {@return the payload of the events so far; the next event begins a new one} */
    EventPayload take() {
        json.raw(END);
        EventPayload payload = new EventPayload(events, json.toByteArray());
        events.clear();
        json.truncate(0);
        return payload;
    }
}
