package dev.optireactor.reactor.event;

import dev.optireactor.core.event.EventPayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One request to the event service: a batch and where it goes. Immutable. */
public final class LogEvent {

    private final URI endpoint;
    private final EventPayload payload;

    LogEvent(URI endpoint, EventPayload payload) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.payload = Objects.requireNonNull(payload, "payload");
    }

    /** {@return where the batch goes} */
    public URI endpoint() {
        return endpoint;
    }

    /** {@return the HTTP method, {@code POST}} */
    public String httpMethod() {
        return "POST";
    }

    /** {@return the events of the batch} */
    public EventPayload payload() {
        return payload;
    }

    /** {@return the JSON in UTF-8, the same array each time; not to be changed} */
    public byte[] body() {
        return payload.body();
    }

    /** {@return the JSON as text} */
    public String bodyAsText() {
        return new String(payload.body(), StandardCharsets.UTF_8);
    }

    /** {@return the number of events in the batch} */
    public int eventCount() {
        return payload.size();
    }

    /** {@return endpoint and size, nothing about users} */
    @Override
    public String toString() {
        return "LogEvent[" + endpoint + ", " + payload + "]";
    }
}
