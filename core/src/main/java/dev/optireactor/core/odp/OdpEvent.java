package dev.optireactor.core.odp;

import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.core.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event for the Data Platform. Immutable.
 *
 * @param type the kind of event; a blank one becomes {@value #DEFAULT_TYPE}
 * @param action what happened
 * @param identifiers ids of the user by name. A differently written {@value #USER_ID} is renamed to it
 * @param data anything else: texts, numbers, booleans and nulls by name
 */
public record OdpEvent(String type, String action, Map<String, String> identifiers, Map<String, ?> data) {

    /** The type of an event for which none is given. */
    public static final String DEFAULT_TYPE = "fullstack";

    /** The name of the identifier that is the user id. */
    public static final String USER_ID = "fs_user_id";

    /**
     * Copies the maps.
     *
     * @param type the kind of event; a blank one becomes {@value #DEFAULT_TYPE}
     * @param action what happened
     * @param identifiers ids of the user by name
     * @param data anything else
     */
    public OdpEvent {
        type = type.isBlank() ? DEFAULT_TYPE : type;
        identifiers = repaired(identifiers);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Renames one identifier at most, and keeps the order. */
    private static Map<String, String> repaired(Map<String, String> identifiers) {
        boolean named = identifiers.containsKey(USER_ID);
        Map<String, String> repaired = new LinkedHashMap<>();
        for (Map.Entry<String, String> identifier : identifiers.entrySet()) {
            boolean rename = !named && isUserId(identifier.getKey());
            repaired.put(rename ? USER_ID : identifier.getKey(), identifier.getValue());
            named |= rename;
        }
        return Collections.unmodifiableMap(repaired);
    }

    private static boolean isUserId(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        return lowerCase.equals(USER_ID) || lowerCase.equals("fs-user-id");
    }

    /** {@return why the event cannot be sent, in the words of the official SDKs; null if it can} */
    public @Nullable String problem() {
        if (action.isBlank()) {
            return "ODP action is not valid (cannot be empty).";
        }
        if (identifiers.isEmpty()) {
            return "ODP events must have at least one key-value pair in identifiers.";
        }
        return data.values().stream().allMatch(OdpEvent::isValid) ? null : "ODP data is not valid.";
    }

    private static boolean isValid(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue());
        }
        return value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte;
    }

    /**
     * {@return the event with the data that every event carries; what it has itself wins}
     *
     * @param client who sends it
     * @param idempotenceId what makes the event known when it arrives twice
     */
    public OdpEvent withDefaultData(ClientIdentity client, UUID idempotenceId) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("idempotence_id", idempotenceId.toString());
        all.put("data_source_type", "sdk");
        all.put("data_source", client.name());
        all.put("data_source_version", client.version());
        all.putAll(data);
        return new OdpEvent(type, action, identifiers, all);
    }

    /**
     * {@return the request's body}
     *
     * @param events events without a {@link #problem()}
     */
    public static byte[] body(List<OdpEvent> events) {
        List<Map<String, Object>> body = new ArrayList<>();
        for (OdpEvent event : events) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("type", event.type);
            members.put("action", event.action);
            members.put("identifiers", event.identifiers);
            members.put("data", event.data);
            body.add(members);
        }
        return JsonText.writeBytes(body);
    }

    /** {@return type and action, and of the rest the number, since it is about the user} */
    @Override
    public String toString() {
        return "OdpEvent[type=" + type + ", action=" + action + ", " + identifiers.size() + " identifiers, "
                + data.size() + " data]";
    }
}
