package dev.optireactor.reactor.notification;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversion was tracked. Sent after its event was handed to the queue, also if the queue then dropped it; not for
 * unknown events.
 *
 * @param eventKey the event's key
 * @param userId the user's id
 * @param attributes the user's attributes, unfiltered
 * @param tags the event's tags as they were given, immutable; null if none were
 */
public record TrackNotification(
        String eventKey,
        String userId,
        Map<String, @Nullable Object> attributes,
        @Nullable Map<String, ?> tags) implements Notification {

    /** {@return the event's key, without what belongs to the user} */
    @Override
    public String toString() {
        return "TrackNotification[" + eventKey + "]";
    }
}
