package dev.optireactor.core.conformance;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Failed;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.prediction.AttributeHash;
import dev.optireactor.core.prediction.PredictionAnswer;
import dev.optireactor.core.prediction.PredictionAnswer.Invalid;
import dev.optireactor.core.prediction.PredictionAnswer.Variation;
import dev.optireactor.core.prediction.PredictionCacheKey;
import dev.optireactor.core.prediction.PredictionRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prediction service of a case, and the client's cache before it. */
final class ScriptedPredictions {

    private final Map<String, Cached> cache = new HashMap<>();
    private List<@Nullable Object> requests = new ArrayList<>();
    private int uuids;

    /** A prediction is good for the attributes that it was made from. */
    private record Cached(String attributesHash, Predicted prediction) {}

    /**
     * {@return the cached prediction, else what the service answers}
     *
     * @param script the service's answers by rule id
     */
    Prediction answer(BanditPrediction need, DecideOptions options, Map<String, @Nullable Object> script) {
        if (options.has(OptimizelyDecideOption.IGNORE_CMAB_CACHE)) {
            return request(need, script);
        }
        String key = PredictionCacheKey.of(need.userId(), need.ruleId());
        if (options.has(OptimizelyDecideOption.RESET_CMAB_CACHE)) {
            cache.clear();
        }
        if (options.has(OptimizelyDecideOption.INVALIDATE_USER_CMAB_CACHE)) {
            cache.remove(key);
        }
        String hash = AttributeHash.of(need.attributes());
        Cached cached = cache.remove(key);
        Prediction prediction =
                cached != null && cached.attributesHash().equals(hash) ? cached.prediction() : request(need, script);
        if (prediction instanceof Predicted predicted) {
            cache.put(key, new Cached(hash, predicted));
        }
        return prediction;
    }

    /** Ids are named in the order of the requests, as in the vectors. */
    private Prediction request(BanditPrediction need, Map<String, @Nullable Object> script) {
        String uuid = "$uuid" + ++uuids;
        String body = new String(PredictionRequest.body(need, uuid), StandardCharsets.UTF_8);
        Map<String, @Nullable Object> request = new HashMap<>();
        request.put("ruleId", need.ruleId());
        request.put("body", Json.read(body));
        requests.add(request);
        PredictionAnswer answer = serve(need.ruleId(), script);
        return answer instanceof Variation variation
                ? new Predicted(variation.variationId(), uuid)
                : new Failed(((Invalid) answer).message());
    }

    /** A scripted failure is an HTTP 500 on every try. */
    private static PredictionAnswer serve(String ruleId, Map<String, @Nullable Object> script) {
        Fields scripted = Fields.of(script.get(ruleId), "the prediction for rule " + ruleId);
        String variationId = scripted.optionalText("variationId");
        if (variationId == null) {
            return PredictionAnswer.parse(500, scripted.text("failure").getBytes(StandardCharsets.UTF_8));
        }
        Map<String, Object> prediction = Map.of("variation_id", variationId);
        return PredictionAnswer.parse(200, Json.bytes(Map.of("predictions", List.of(prediction))));
    }

    /** {@return the requests since this was last asked} */
    List<@Nullable Object> takeRequests() {
        List<@Nullable Object> taken = requests;
        requests = new ArrayList<>();
        return taken;
    }
}
