package dev.optireactor.core.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Turns user events into as few payloads as possible. Keeps its memory from call to call, so it is for one thread at a
 * time.
 */
public final class EventPayloadWriter {

    private final ClientIdentity client;
    private PayloadBuffer buffer;

    /**
     * Makes a writer.
     *
     * @param client who the payloads say they are from
     */
    public EventPayloadWriter(ClientIdentity client) {
        this.client = Objects.requireNonNull(client, "client");
        this.buffer = new PayloadBuffer(client);
    }

    /**
     * What became of the events that were to be written: each is in one payload or refused.
     *
     * @param payloads the payloads, in the order of the events
     * @param refused the events that can never be sent
     */
    public record Result(List<EventPayload> payloads, List<Refused> refused) {

        /**
         * Copies the lists.
         *
         * @param payloads the payloads, in the order of the events
         * @param refused the events that can never be sent
         */
        public Result {
            payloads = List.copyOf(payloads);
            refused = List.copyOf(refused);
        }
    }

    /**
     * An event that can never be sent.
     *
     * @param event the event
     * @param reason why; says nothing about the user
     */
    public record Refused(UserEvent event, String reason) {}

    /**
     * Writes events. A payload ends where the next event cannot share it ({@link UserEvent#sharesBatchWith}), or would
     * make it too large. An event that cannot be written, or is too large by itself, is refused; the others are not
     * affected.
     *
     * @param events the events, in order
     * @param maxBytes the size that no body exceeds
     * @return payloads and refused events; neither if there are no events
     */
    public Result write(List<UserEvent> events, int maxBytes) {
        try {
            return written(events, maxBytes);
        } catch (Throwable defect) {
            // What is half written must not begin the next payload.
            buffer = new PayloadBuffer(client);
            throw defect;
        }
    }

    private Result written(List<UserEvent> events, int maxBytes) {
        List<EventPayload> payloads = new ArrayList<>(1);
        List<Refused> refused = new ArrayList<>(0);
        for (UserEvent event : events) {
            String problem = event.content().problem();
            if (problem == null && !buffer.add(event, maxBytes)) {
                if (!buffer.isEmpty()) {
                    payloads.add(buffer.take());
                }
                if (!buffer.add(event, maxBytes)) {
                    problem = "the event alone is larger than " + maxBytes + " bytes";
                }
            }
            if (problem != null) {
                refused.add(new Refused(event, problem));
            }
        }
        if (!buffer.isEmpty()) {
            payloads.add(buffer.take());
        }
        return new Result(payloads, refused);
    }
}
