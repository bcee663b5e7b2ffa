package dev.optireactor.reactor.notification;

import dev.optireactor.core.decision.OptimizelyDecision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A flag was decided. Sent once per flag, after its impression was handed to the event queue; also for flags that {@code
 * ENABLED_FLAGS_ONLY} leaves out, not for unknown flags and failed predictions.
 *
 * @param decision the decision, with the user for whom it was made
 * @param experimentId the id of the experiment, delivery rule or holdout that decided; null if none did
 * @param variationId the variation's id; null if nothing decided
 * @param decisionEventDispatched whether an impression was handed to the event queue, whatever became of it there; false if
 *     sending is disabled
 */
public record DecisionNotification(
        OptimizelyDecision decision,
        @Nullable String experimentId,
        @Nullable String variationId,
        boolean decisionEventDispatched)
        implements Notification {

    /** {@return the kind of decision in the official notification, {@code flag}} */
    public String type() {
        return "flag";
    }

    /** {@return the user's id} */
    public String userId() {
        return decision.userContext().userId();
    }

    /** {@return the user's attributes, unfiltered} */
    public Map<String, @Nullable Object> attributes() {
        return decision.userContext().attributes();
    }

    /** {@return the nine facts of the official notification, by their official names} */
    public Map<String, @Nullable Object> decisionInfo() {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("flagKey", decision.flagKey());
        info.put("enabled", decision.enabled());
        info.put("variables", decision.variables().toMap());
        info.put("variationKey", decision.variationKey());
        info.put("ruleKey", decision.ruleKey());
        info.put("reasons", decision.reasons());
        info.put("decisionEventDispatched", decisionEventDispatched);
        info.put("experimentId", experimentId);
        info.put("variationId", variationId);
        return Collections.unmodifiableMap(info);
    }
}
