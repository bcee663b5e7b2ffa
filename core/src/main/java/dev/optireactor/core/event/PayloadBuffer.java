package dev.optireactor.core.event;

import dev.optireactor.core.project.EventSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payload that is being written, and the memory that payloads share one after the other. */
final class PayloadBuffer {

    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    private final ClientIdentity client;
    private final JsonBuffer json = new JsonBuffer();
    private final List<UserEvent> events = new ArrayList<>();
    private @Nullable PayloadTemplate latest;

    PayloadBuffer(ClientIdentity client) {
        this.client = client;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Appends an event, unless it does not belong here, or there is no room; then nothing has changed. */
    boolean add(UserEvent event, int maxBytes) {
        PayloadTemplate template = template(event.settings());
        int before = json.length();
        if (events.isEmpty()) {
            template.begin(json);
        } else if (events.get(0).sharesBatchWith(event)) {
            json.append(',');
        } else {
            return false;
        }
        template.write(json, event);
        if (json.length() + END.length > maxBytes) {
            json.truncate(before);
            return false;
        }
        events.add(event);
        return true;
    }

    /** The template of the event's project. That of its predecessor is then forgotten. */
    private PayloadTemplate template(EventSettings settings) {
        PayloadTemplate template = latest;
        if (template == null || !template.isFor(settings)) {
            template = new PayloadTemplate(client, settings);
            latest = template;
        }
        return template;
    }

    /** {@return the payload of the events so far; the next event begins a new one} */
    EventPayload take() {
        json.append(END);
        EventPayload payload = new EventPayload(events, json.take());
        events.clear();
        return payload;
    }
}
