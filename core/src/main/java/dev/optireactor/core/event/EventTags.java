package dev.optireactor.core.event;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.PlainValue;
import dev.optireactor.core.json.UnwritableValueException;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags of a conversion, as they are sent, with the two metrics found in them. Immutable. */
final class EventTags {

    /** Twice what the service takes; no event that large is ever sent. */
    private static final int LIMIT = 7 << 20;

    private static final BigInteger MIN_LONG = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private final byte @Nullable [] json;
    private final @Nullable Long revenue;
    private final @Nullable Double value;
    private final @Nullable String problem;

    private EventTags(
            byte @Nullable [] json, @Nullable Long revenue, @Nullable Double value, @Nullable String problem) {
        this.json = json;
        this.revenue = revenue;
        this.value = value;
        this.problem = problem;
    }

    static EventTags of(@Nullable Map<String, ?> tags) {
        if (tags == null) {
            return new EventTags(null, null, null, null);
        }
        try {
            PlainValue copy = PlainValue.copyOf(tags, LIMIT);
            Map<?, ?> members = copy.value() instanceof Map<?, ?> map ? map : Map.of();
            byte[] json = JsonText.writeBytes(members);
            return json.length > LIMIT
                    ? refused("larger than " + LIMIT + " bytes")
                    : new EventTags(json, revenue(members.get("revenue")), value(members.get("value")), null);
        } catch (UnwritableValueException unwritable) {
            return refused(unwritable.getMessage());
        }
    }

    private static EventTags refused(@Nullable String reason) {
        return new EventTags(null, null, null, "the event's tags cannot be sent: " + reason);
    }

    private static @Nullable Long revenue(@Nullable Object tag) {
        if (tag instanceof Integer || tag instanceof Long || tag instanceof Short || tag instanceof Byte) {
            return ((Number) tag).longValue();
        }
        return tag instanceof BigInteger large && large.compareTo(MIN_LONG) >= 0 && large.compareTo(MAX_LONG) <= 0
                ? large.longValue()
                : null;
    }

    private static @Nullable Double value(@Nullable Object tag) {
        if (tag instanceof Float narrow) {
            return Double.valueOf(narrow.toString());
        }
        if (tag instanceof Number number) {
            return number.doubleValue();
        }
        return tag instanceof String text ? parsed(text.strip()) : null;
    }

    /** Only decimal notation; {@code Double.parseDouble} alone would also take {@code 0x1p3}, {@code 1d} and {@code NaN}. */
    private static @Nullable Double parsed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return null;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** All tags as a JSON object in UTF-8; null if none were given. */
    byte @Nullable [] json() {
        return json;
    }

    /** The length of that. */
    int bytes() {
        return json == null ? 0 : json.length;
    }

    /** The tag of that name if it is an integer of 64 bits. */
    @Nullable
    Long revenue() {
        return revenue;
    }

    /** The tag of that name if it is a number, or the text of one. */
    @Nullable
    Double value() {
        return value;
    }

    /** Why they cannot be sent; null if they can. */
    @Nullable
    String problem() {
        return problem;
    }
}
