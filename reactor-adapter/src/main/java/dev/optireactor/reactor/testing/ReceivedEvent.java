package dev.optireactor.reactor.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One impression or conversion out of a batch. Parts that are missing or of another type are empty.
 *
 * @param visitorId the user id
 * @param attributes the user's attributes as sent: {@code entity_id}, {@code key}, {@code type}, {@code value}
 * @param decisions the decisions beside the event; empty for a conversion
 * @param event the event itself with all its members
 */
public record ReceivedEvent(
        String visitorId,
        List<Map<String, @Nullable Object>> attributes,
        List<Map<String, @Nullable Object>> decisions,
        Map<String, @Nullable Object> event) {

    /** {@return the member {@code uuid}, which stays the same when an event is sent again} */
    public String uuid() {
        return JsonView.text(event.get("uuid"));
    }

    /** {@return the member {@code key}: {@code campaign_activated} for an impression, else the event key} */
    public String key() {
        return JsonView.text(event.get("key"));
    }
}
