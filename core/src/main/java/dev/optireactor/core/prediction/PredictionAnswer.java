package dev.optireactor.core.prediction;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the prediction service answered to a {@link PredictionRequest}. */
public sealed interface PredictionAnswer {

    /**
     * A variation was predicted.
     *
     * @param variationId its id; not empty
     */
    record Variation(String variationId) implements PredictionAnswer {}

    /**
     * The answer is of no use.
     *
     * @param message why, in the words of the official SDKs
     */
    record Invalid(String message) implements PredictionAnswer {}

    /**
     * {@return what a response says}
     *
     * @param status its HTTP status
     * @param body its body; read only if the status is 200 to 299
     */
    static PredictionAnswer parse(int status, byte[] body) {
        if (status < 200 || status > 299) {
            return new Invalid("CMAB decision fetch failed with status: " + status);
        }
        String variationId = variationId(body);
        return variationId == null ? new Invalid("Invalid CMAB fetch response") : new Variation(variationId);
    }

    private static @Nullable String variationId(byte[] body) {
        Object answer;
        try {
            answer = JsonText.parse(body);
        } catch (MalformedJsonException malformed) {
            return null;
        }
        if (!(answer instanceof Map<?, ?> members)
                || !(members.get("predictions") instanceof List<?> predictions)
                || predictions.isEmpty()
                || !(predictions.get(0) instanceof Map<?, ?> prediction)) {
            return null;
        }
        Object id = prediction.get("variation_id");
        if (id instanceof String text) {
            return text.isEmpty() ? null : text;
        }
        if (id instanceof Double number) {
            return Double.isFinite(number) ? PythonNumber.text(number) : null;
        }
        return id instanceof Number integer ? integer.toString() : null;
    }
}
