package dev.optireactor.reactor.prediction;

import dev.optireactor.core.decision.Need.BanditPrediction;
import reactor.core.publisher.Mono;

/** Predicts variations of bandit rules; the default asks Optimizely's prediction service over HTTP. */
public interface PredictionClient {

    /**
     * Predicts a variation.
     * <p>
     * The publisher must be cold, must not block the subscribing thread, and may signal on any. Cancelling it should
     * abandon the request. The client waits until the deadline of the decision; it asks once and does not try again.
     *
     * @param need the rule, the user, and the attributes to predict from; personal data
     * @param cmabUuid identifies this prediction, also in the impression; attempts of one prediction share it
     * @return exactly one id of a variation; an error, or nothing, is a failed prediction, best a
     *     {@link PredictionFailedException}
     */
    Mono<String> predict(BanditPrediction need, String cmabUuid);
}
