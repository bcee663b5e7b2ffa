package dev.optireactor.core.conformance;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.event.EventEndpoint;
import dev.optireactor.core.event.EventPayload;
import dev.optireactor.core.event.EventPayloadWriter;
import dev.optireactor.core.event.EventPayloadWriter.Result;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The events of one call as they would be sent, in the form that the vectors show. */
final class SentEvents {

    private static final String CLIENT_NAME = "conformance";
    private static final String CLIENT_VERSION = "1.0";
    private static final UUID ID = new UUID(0x0123_4567_89ab_4cdeL, 0x8f01_2345_6789_abcdL);
    private static final long TIME = 1_795_343_466_739L;
    private static final int MAX_BYTES = 3_500_000;

    private static final EventPayloadWriter WRITER =
            new EventPayloadWriter(new ClientIdentity(CLIENT_NAME, CLIENT_VERSION));

    private SentEvents() {}

    static List<@Nullable Object> impressions(Project project, UserContext user, List<FlagDecision> decisions) {
        List<UserEvent> events = new ArrayList<>();
        for (FlagDecision decision : decisions) {
            decision.impressions()
                    .forEach(impression ->
                            events.add(UserEvent.impression(project.eventSettings(), user, impression, ID, TIME)));
        }
        return sent(events);
    }

    /** An event that the datafile does not know is not sent. */
    static List<@Nullable Object> conversion(Project project, Step step) {
        Event event = project.event(step.keys().get(0));
        return event == null
                ? List.of()
                : sent(List.of(
                        UserEvent.conversion(project.eventSettings(), step.user(), event, step.tags(), ID, TIME)));
    }

    private static List<@Nullable Object> sent(List<UserEvent> events) {
        Result result = WRITER.write(events, MAX_BYTES);
        if (!result.refused().isEmpty()) {
            throw new IllegalStateException("refused: " + result.refused());
        }
        List<@Nullable Object> sent = new ArrayList<>();
        result.payloads().forEach(payload -> unbatch(payload, sent));
        return sent;
    }

    /** The vectors show one visitor per event; ours share a batch. */
    private static void unbatch(EventPayload payload, List<@Nullable Object> sent) {
        Fields batch = Fields.of(Json.read(new String(payload.body(), StandardCharsets.UTF_8)), "a batch");
        remove(batch, "client_name", CLIENT_NAME);
        remove(batch, "client_version", CLIENT_VERSION);
        List<@Nullable Object> visitors = batch.list("visitors");
        Map<String, @Nullable Object> envelope = batch.rest();
        for (Object visitor : visitors) {
            Map<String, @Nullable Object> single = new LinkedHashMap<>(envelope);
            single.put("visitors", List.of(visitor(visitor)));
            Map<String, @Nullable Object> event = new LinkedHashMap<>();
            event.put("endpoint", EventEndpoint.of(payload.settings()).toString());
            event.put("payload", single);
            sent.add(event);
        }
    }

    private static Map<String, @Nullable Object> visitor(@Nullable Object value) {
        Fields visitor = Fields.of(value, "a visitor");
        List<@Nullable Object> snapshots = new ArrayList<>();
        for (Object each : visitor.list("snapshots")) {
            Fields snapshot = Fields.of(each, "a snapshot");
            List<@Nullable Object> events = new ArrayList<>();
            snapshot.list("events").forEach(event -> events.add(event(event)));
            Map<String, @Nullable Object> shown = snapshot.rest();
            shown.put("events", events);
            snapshots.add(shown);
        }
        Map<String, @Nullable Object> shown = visitor.rest();
        shown.put("snapshots", snapshots);
        return shown;
    }

    private static @Nullable Object event(@Nullable Object value) {
        Fields event = Fields.of(value, "an event");
        remove(event, "uuid", ID.toString());
        remove(event, "timestamp", TIME);
        Map<String, @Nullable Object> shown = event.rest();
        if (Map.of().equals(shown.get("tags"))) {
            shown.remove("tags");
        }
        return shown;
    }

    /** What differs from run to run is not in the vectors; here it must be what it was given. */
    private static void remove(Fields fields, String name, Object value) {
        Difference difference = Comparison.between(value, fields.present(name));
        if (difference != null) {
            throw new IllegalStateException(name + " " + difference);
        }
    }
}
