package dev.optireactor.core.event;

import static dev.optireactor.core.event.JsonBytes.prepare;

import dev.optireactor.core.condition.ValidNumber;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.EventSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which attributes of a user are reported: texts, booleans and valid numbers that the project knows, or reserved ones. */
final class EventAttributes {

    private static final String RESERVED_PREFIX = "$opt_";

    private static final byte[] END = prepare("}");
    private static final byte[] NEXT = prepare(",");
    private static final byte[] BOTS_FILTERED = botFiltering(true);
    private static final byte[] BOTS_KEPT = botFiltering(false);

    private static final int SKELETON = "{'entity_id':'','key':'','type':'custom','value':''},".length();
    private static final int LONGEST_NUMBER = 25;
    private static final int WIDEST_CHARACTER = 3;

    private EventAttributes() {}

    private static byte[] botFiltering(boolean value) {
        return prepare("{\"entity_id\":\"$opt_bot_filtering\",\"key\":\"$opt_bot_filtering\","
                + "\"type\":\"custom\",\"value\":" + value + "}");
    }

    static void write(JsonBytes json, EventSettings settings, UserContext user, Preparations prepared) {
        int before = json.size();
        Map<?, ?> attributes = user.attributes();
        attributes.forEach((key, value) -> {
            String id = entityId(settings, key);
            if (id != null && isSent(value)) {
                separate(json, before);
                json.raw(prepared.attribute((String) key, id));
                json.value(value);
                json.raw(END);
            }
        });
        Boolean botFiltering = settings.botFiltering();
        if (botFiltering != null) {
            separate(json, before);
            json.raw(botFiltering ? BOTS_FILTERED : BOTS_KEPT);
        }
    }

    private static void separate(JsonBytes json, int before) {
        if (json.size() > before) {
            json.raw(NEXT);
        }
    }

    /** The id that the attribute goes by; null if it is not sent. Through raw types, a key may be anything. */
    private static @Nullable String entityId(EventSettings settings, @Nullable Object key) {
        if (!(key instanceof String name) || name.isEmpty()) {
            return null;
        }
        String id = settings.attributeIds().get(name);
        return id == null && name.startsWith(RESERVED_PREFIX) ? name : id;
    }

    private static boolean isSent(@Nullable Object value) {
        return value instanceof String || value instanceof Boolean || !Double.isNaN(ValidNumber.of(value));
    }

    static int estimatedBytes(EventSettings settings, UserContext user) {
        int[] bytes = {settings.botFiltering() == null ? 0 : BOTS_KEPT.length + 1};
        Map<?, ?> attributes = user.attributes();
        attributes.forEach((key, value) -> {
            String id = entityId(settings, key);
            if (id != null && isSent(value)) {
                bytes[0] += SKELETON
                        + id.length()
                        + ((String) key).length()
                        + (value instanceof String text ? estimatedText(text) : LONGEST_NUMBER);
            }
        });
        return bytes[0];
    }

    /** What a text from outside may take; only a text of control characters takes more. */
    static int estimatedText(String text) {
        return WIDEST_CHARACTER * text.length();
    }
}
