package dev.optireactor.core.event;

import dev.optireactor.core.condition.ValidNumber;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.EventSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * What is reported of a user: the attributes that the project knows, or that are reserved, if they are texts, booleans or
 * valid numbers; and whether bots are filtered, which has the form of an attribute. Immutable, and keeps nothing else.
 */
final class EventAttributes {

    private static final String RESERVED_PREFIX = "$opt_";
    private static final String BOT_FILTERING = "$opt_bot_filtering";

    private static final SerializableString ENTITY_ID = new SerializedString("entity_id");
    private static final SerializableString KEY = new SerializedString("key");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString CUSTOM = new SerializedString("custom");
    private static final SerializableString VALUE = new SerializedString("value");

    private static final int SKELETON = "{'entity_id':'','key':'','type':'custom','value':''},".length();
    private static final int LONGEST_NUMBER = 25;
    private static final int WIDEST_CHARACTER = 3;

    private final List<Reported> reported;

    private EventAttributes(List<Reported> reported) {
        this.reported = reported;
    }

    /** A text, a boolean or a number, and what it goes by. */
    private record Reported(String id, String key, Object value) {

        void write(JsonGenerator json) {
            json.writeStartObject();
            json.writeName(ENTITY_ID);
            json.writeString(id);
            json.writeName(KEY);
            json.writeString(key);
            json.writeName(TYPE);
            json.writeString(CUSTOM);
            json.writeName(VALUE);
            if (value instanceof String text) {
                json.writeString(text);
            } else if (value instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else if (value instanceof Double number) {
                json.writeNumber(number.doubleValue());
            } else if (value instanceof Float number) {
                json.writeNumber(number.floatValue());
            } else {
                json.writeNumber(((Number) value).longValue());
            }
            json.writeEndObject();
        }

        int estimatedBytes() {
            return SKELETON
                    + id.length()
                    + key.length()
                    + (value instanceof String text ? estimatedText(text) : LONGEST_NUMBER);
        }
    }

    static EventAttributes of(EventSettings settings, UserContext user) {
        List<Reported> reported = new ArrayList<>(4);
        Map<?, ?> attributes = user.attributes();
        attributes.forEach((key, value) -> {
            String id = entityId(settings, key);
            if (id != null && value != null && isSent(value)) {
                reported.add(new Reported(id, (String) key, value));
            }
        });
        Boolean botFiltering = settings.botFiltering();
        if (botFiltering != null) {
            reported.add(new Reported(BOT_FILTERING, BOT_FILTERING, botFiltering));
        }
        return new EventAttributes(List.copyOf(reported));
    }

    /** The id that the attribute goes by; null if it is not sent. Through raw types, a key may be anything. */
    private static @Nullable String entityId(EventSettings settings, @Nullable Object key) {
        if (!(key instanceof String name) || name.isEmpty()) {
            return null;
        }
        String id = settings.attributeIds().get(name);
        return id == null && name.startsWith(RESERVED_PREFIX) ? name : id;
    }

    private static boolean isSent(Object value) {
        return value instanceof String || value instanceof Boolean || !Double.isNaN(ValidNumber.of(value));
    }

    /** Writes them as elements of a list. */
    void write(JsonGenerator json) {
        reported.forEach(attribute -> attribute.write(json));
    }

    int estimatedBytes() {
        int bytes = 0;
        for (Reported attribute : reported) {
            bytes += attribute.estimatedBytes();
        }
        return bytes;
    }

    /** What a text from outside may take; only a text of control characters takes more. */
    static int estimatedText(String text) {
        return WIDEST_CHARACTER * text.length();
    }
}
