package dev.optireactor.reactor.testing;

import dev.optireactor.core.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of impressions and conversions that an event endpoint accepted.
 *
 * @param request the request that brought it
 */
public record ReceivedBatch(SandboxRequest request) {

    /** {@return the endpoint that accepted it: {@link Endpoint#EVENTS} or {@link Endpoint#EU_EVENTS}} */
    public Endpoint endpoint() {
        return request.endpoint();
    }

    /** {@return whether the batch is JSON; the true service does not look when it accepts} */
    public boolean isJson() {
        try {
            request.json();
            return true;
        } catch (MalformedJsonException malformed) {
            return false;
        }
    }

    /**
     * Returns the whole batch.
     *
     * @return its members; empty if it is JSON but not an object
     * @throws MalformedJsonException if it is not JSON
     */
    public Map<String, @Nullable Object> json() {
        return JsonView.object(request.json());
    }

    /**
     * Returns the impressions and conversions in their order.
     *
     * @return one element for each
     * @throws MalformedJsonException if the batch is not JSON
     */
    public List<ReceivedEvent> events() {
        List<ReceivedEvent> events = new ArrayList<>();
        for (Map<String, @Nullable Object> visitor : JsonView.objects(json().get("visitors"))) {
            for (Map<String, @Nullable Object> snapshot : JsonView.objects(visitor.get("snapshots"))) {
                for (Map<String, @Nullable Object> event : JsonView.objects(snapshot.get("events"))) {
                    events.add(event(visitor, snapshot, event));
                }
            }
        }
        return List.copyOf(events);
    }

    private static ReceivedEvent event(
            Map<String, @Nullable Object> visitor,
            Map<String, @Nullable Object> snapshot,
            Map<String, @Nullable Object> event) {
        return new ReceivedEvent(
                JsonView.text(visitor.get("visitor_id")),
                JsonView.objects(visitor.get("attributes")),
                JsonView.objects(snapshot.get("decisions")),
                event);
    }
}
