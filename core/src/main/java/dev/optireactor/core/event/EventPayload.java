package dev.optireactor.core.event;

import dev.optireactor.core.project.EventSettings;
import java.util.List;

/** One request to the event service: the JSON of a batch, and the events that are in it. Immutable. */
public final class EventPayload {

    private final List<UserEvent> events;
    private final byte[] body;

    EventPayload(List<UserEvent> events, byte[] body) {
        this.events = List.copyOf(events);
        this.body = body;
    }

    /** {@return the JSON in UTF-8, the same array each time; not to be changed} */
    public byte[] body() {
        return body;
    }

    /** {@return the events in it, at least one, in order} */
    public List<UserEvent> events() {
        return events;
    }

    /** {@return the settings of all its events; the region says where it goes} */
    public EventSettings settings() {
        return events.get(0).settings();
    }

    /** {@return the number of events} */
    public int size() {
        return events.size();
    }

    /** {@return how much it is, nothing about users} */
    @Override
    public String toString() {
        return "EventPayload[" + events.size() + " events, " + body.length + " bytes]";
    }
}
