package dev.optireactor.reactor.segment;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.odp.OdpEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes events for the Data Platform out of what the program says and what is common to all of them. */
final class EventComposer {

    private static final String IDENTIFIED = "identified";

    private final OdpSettings settings;
    private final ClientIdentity client;
    private final Supplier<UUID> uuids;

    EventComposer(OdpSettings settings, ClientIdentity client, Supplier<UUID> uuids) {
        this.settings = settings;
        this.client = client;
        this.uuids = uuids;
    }

    /** Copies the maps; the result may be invalid, see {@link OdpEvent#problem()}. */
    OdpEvent event(
            @Nullable String type,
            @Nullable String action,
            Map<String, ? extends @Nullable String> identifiers,
            Map<String, ? extends @Nullable Object> data) {
        Map<String, @Nullable Object> allData = new LinkedHashMap<>(settings.commonData());
        allData.putAll(data);
        return new OdpEvent(type == null ? "" : type, action == null ? "" : action, merged(identifiers), allData);
    }

    private Map<String, String> merged(Map<String, ? extends @Nullable String> identifiers) {
        Map<String, String> merged = new LinkedHashMap<>(settings.commonIdentifiers());
        identifiers.forEach((name, value) -> {
            if (name != null && value != null) {
                merged.put(name, value);
            }
        });
        return merged;
    }

    /** {@return the event that links the ids of a user; null if there are fewer than two} */
    @Nullable
    OdpEvent identification(String userId) {
        Map<String, String> identifiers = merged(Map.of(Identifier.nameOf(userId), userId));
        identifiers.values().removeIf(String::isEmpty);
        OdpEvent event = new OdpEvent(OdpEvent.DEFAULT_TYPE, IDENTIFIED, identifiers, settings.commonData());
        long distinct = event.identifiers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT).replace('-', '_'))
                .distinct()
                .count();
        return distinct < 2 ? null : event;
    }

    /** {@return a JSON array with the valid event as its only element, ready to be sent any number of times} */
    byte[] serialize(OdpEvent event) {
        return OdpEvent.body(List.of(event.withDefaultData(client, uuids.get())));
    }
}
