package dev.optireactor.core.conformance;

import dev.optireactor.core.prediction.PredictionAnswer;
import dev.optireactor.core.prediction.PredictionAnswer.Variation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays what the prediction service answers. */
final class PredictionAnswerReplay {

    private PredictionAnswerReplay() {}

    static @Nullable Difference replay(Vector vector) {
        Fields fields = vector.fields().ignoring("oracles", "agree", "categories");
        return Comparison.between(fields.object("expect"), answer(fields));
    }

    static Map<String, Object> answer(Fields fields) {
        byte[] body = fields.text("body").getBytes(StandardCharsets.UTF_8);
        PredictionAnswer answer = PredictionAnswer.parse(fields.number("status"), body);
        return answer instanceof Variation variation
                ? Map.of("variationId", variation.variationId())
                : Map.of("failure", true);
    }
}
