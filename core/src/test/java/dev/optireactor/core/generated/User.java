package dev.optireactor.core.generated;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user and how his flags are asked for.
 *
 * @param segments qualified segments; null if they were never set
 * @param forced forced decisions
 * @param profile stored variation ids by experiment id; null if there is no profile service
 */
public record User(
        String id,
        Map<String, @Nullable Object> attributes,
        @Nullable List<String> segments,
        List<Forced> forced,
        @Nullable Map<String, String> profile,
        Set<OptimizelyDecideOption> options) {

    /** A forced decision; of the whole flag if there is no rule. */
    public record Forced(String flagKey, @Nullable String ruleKey, String variationKey) {}

    /** {@return the user as this SDK takes him} */
    public UserContext context() {
        UserContext context = UserContext.of(id, attributes).withQualifiedSegments(segments);
        for (Forced each : forced) {
            context = context.withForcedDecision(
                    new OptimizelyDecisionContext(each.flagKey(), each.ruleKey()),
                    new OptimizelyForcedDecision(each.variationKey()));
        }
        return context;
    }
}
