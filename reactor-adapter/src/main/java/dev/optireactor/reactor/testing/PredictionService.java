package dev.optireactor.reactor.testing;

import dev.optireactor.core.json.MalformedJsonException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers bandit predictions as scripted; a rule without a script is not found. */
final class PredictionService {

    static final String PATH = "/predict/";

    private final Map<String, String> variations = new ConcurrentHashMap<>();

    void put(String ruleId, String variationId) {
        variations.put(ruleId, variationId);
    }

    Reply answer(SandboxRequest request) {
        if (!request.method().equals("POST")) {
            return Reply.status(405);
        }
        try {
            if (JsonView.objects(JsonView.object(request.json()).get("instances"))
                    .isEmpty()) {
                return Reply.status(400);
            }
        } catch (MalformedJsonException malformed) {
            return Reply.status(400);
        }
        String variation = variations.get(request.path().substring(PATH.length()));
        return variation == null
                ? Reply.status(404)
                : Reply.json(200, Map.of("predictions", List.of(Map.of("variation_id", variation))));
    }
}
