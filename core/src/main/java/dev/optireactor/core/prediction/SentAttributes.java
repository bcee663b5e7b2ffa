package dev.optireactor.core.prediction;

import dev.optireactor.core.json.PlainValue;
import dev.optireactor.core.json.UnwritableValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes that a prediction is really made from, as plain JSON values; what is sent is what is hashed. */
final class SentAttributes {

    private static final int MAX_BYTES = 1 << 20;

    private SentAttributes() {}

    /** {@return a map of the caller's own} */
    static Map<String, @Nullable Object> of(Map<String, ?> attributes) {
        Map<String, @Nullable Object> sent = new LinkedHashMap<>();
        attributes.forEach((id, value) -> {
            if (value == null) {
                sent.put(id, null);
                return;
            }
            try {
                Object plain = PlainValue.copyOf(value, MAX_BYTES).value();
                if (plain != null) {
                    sent.put(id, plain);
                }
            } catch (UnwritableValueException leftOut) {
                // One useless attribute is better than no prediction.
            }
        });
        return sent;
    }
}
