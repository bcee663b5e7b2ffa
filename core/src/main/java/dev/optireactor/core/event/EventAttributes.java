package dev.optireactor.core.event;

import dev.optireactor.core.condition.ValidNumber;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.EventSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is reported of a user: the attributes that the project knows, or that are reserved, if they are texts, booleans or
 * valid numbers; and whether bots are filtered, which has the form of an attribute. Immutable, and keeps nothing else.
 */
final class EventAttributes {

    private static final String RESERVED_PREFIX = "$opt_";
    private static final String BOT_FILTERING_KEY = "$opt_bot_filtering";

    private static final int SKELETON = "{'entity_id':'','key':'','type':'custom','value':''},".length();
    private static final int LONGEST_NUMBER = 25;
    private static final int WIDEST_CHARACTER = 3;

    /** Apart from the others, because the project may give an attribute of that key another id. */
    private static final AttributeTemplate BOT_FILTERING = new AttributeTemplate(BOT_FILTERING_KEY, BOT_FILTERING_KEY);

    private final List<Reported> reported;
    private final @Nullable Boolean botFiltering;

    private EventAttributes(List<Reported> reported, @Nullable Boolean botFiltering) {
        this.reported = reported;
        this.botFiltering = botFiltering;
    }

    /** A text, a boolean or a number, and what it goes by. */
    private record Reported(String id, String key, Object value) {}

    static EventAttributes of(EventSettings settings, UserContext user) {
        List<Reported> reported = new ArrayList<>(4);
        Map<?, ?> attributes = user.attributes();
        attributes.forEach((key, value) -> {
            String id = entityId(settings, key);
            if (id != null && value != null && isSent(value)) {
                reported.add(new Reported(id, (String) key, value));
            }
        });
        return new EventAttributes(List.copyOf(reported), settings.botFiltering());
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
    void write(JsonBuffer json, PayloadTemplate template) {
        boolean first = true;
        for (Reported attribute : reported) {
            if (!first) {
                json.append(',');
            }
            template.attribute(attribute.id(), attribute.key()).write(json, attribute.value());
            first = false;
        }
        if (botFiltering != null) {
            if (!first) {
                json.append(',');
            }
            BOT_FILTERING.write(json, botFiltering);
        }
    }

    int estimatedBytes() {
        int bytes = botFiltering == null ? 0 : estimatedBytes(BOT_FILTERING_KEY, BOT_FILTERING_KEY, botFiltering);
        for (Reported attribute : reported) {
            bytes += estimatedBytes(attribute.id(), attribute.key(), attribute.value());
        }
        return bytes;
    }

    private static int estimatedBytes(String id, String key, Object value) {
        return SKELETON
                + id.length()
                + key.length()
                + (value instanceof String text ? estimatedText(text) : LONGEST_NUMBER);
    }

    /** What a text from outside may take; only a text of control characters takes more. */
    static int estimatedText(String text) {
        return WIDEST_CHARACTER * text.length();
    }
}
