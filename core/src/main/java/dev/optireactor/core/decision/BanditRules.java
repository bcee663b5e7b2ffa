package dev.optireactor.core.decision;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.project.BanditRule;
import dev.optireactor.core.project.BanditRule.BanditAttribute;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Contextual bandits: the traffic allocation says who is asked for, the prediction service says the variation. */
final class BanditRules {

    private BanditRules() {}

    static @Nullable Outcome decide(FlagEvaluation evaluation, Rule rule, BanditRule bandit) {
        UserContext user = evaluation.user();
        Reasons reasons = evaluation.reasons();
        reasons.banditTraffic(rule.key());
        if (user.bucket(rule.id()) >= bandit.trafficAllocation()) {
            reasons.notBucketed(user.bucketingId(), rule.key());
            return null;
        }
        reasons.inBanditTraffic(user.bucketingId(), rule.key());
        Predictions predictions = evaluation.call.request.predictions();
        if (!predictions.supported()) {
            reasons.predictionUnsupported();
            return null;
        }
        Prediction prediction = predictions.of(evaluation.flag().key(), rule.id());
        if (prediction == null) {
            evaluation.need(
                    new BanditPrediction(evaluation.flag().key(), rule.id(), user.userId(), attributes(user, bandit)));
            return null;
        }
        if (prediction instanceof Predicted predicted) {
            return predicted(evaluation, rule, predicted);
        }
        evaluation.fail(rule.key());
        return null;
    }

    /** A predicted variation that the rule does not have is as good as none. */
    private static @Nullable Outcome predicted(FlagEvaluation evaluation, Rule rule, Predicted prediction) {
        evaluation.reasons().predicted(prediction, rule.key());
        Outcome outcome = rule.outcomeById(prediction.variationId());
        if (outcome != null) {
            evaluation.predicted(prediction.cmabUuid());
        }
        return outcome;
    }

    private static Map<String, @Nullable Object> attributes(UserContext user, BanditRule bandit) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (BanditAttribute attribute : bandit.attributes()) {
            if (user.hasAttribute(attribute.key())) {
                values.put(attribute.id(), user.attribute(attribute.key()));
            }
        }
        return values;
    }
}
