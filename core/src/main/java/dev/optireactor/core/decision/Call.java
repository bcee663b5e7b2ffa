package dev.optireactor.core.decision;

import dev.optireactor.core.condition.Truth;
import dev.optireactor.core.project.Project;
import dev.optireactor.core.project.Rule;
import dev.optireactor.core.project.RuleAudience;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One evaluation of one request: what its flags have in common. Used by one thread, once. */
final class Call {

    final Project project;
    final DecisionRequest request;
    final UserContext user;
    final DecisionSemantics semantics;
    final boolean reasons;
    final boolean variables;
    final boolean events;
    final boolean enabledOnly;
    final @Nullable StickyVariations sticky;
    private final @Nullable Map<String, String> whitelisted;

    /** What audiences were found to say, by number, where many flags are decided; else each is judged where it occurs. */
    private final @Nullable Truth @Nullable [] judged;

    private @Nullable Set<Need> needs;

    Call(Project project, DecisionRequest request, DecisionSemantics semantics) {
        this.project = project;
        this.request = request;
        this.user = request.user();
        this.semantics = semantics;
        this.reasons = request.has(OptimizelyDecideOption.INCLUDE_REASONS);
        this.variables = !request.has(OptimizelyDecideOption.EXCLUDE_VARIABLES);
        this.events = !request.has(OptimizelyDecideOption.DISABLE_DECISION_EVENT);
        this.enabledOnly = request.enabledOnly();
        this.sticky = StickyVariations.of(request);
        this.whitelisted = project.whitelisted(user.userId());
        this.judged = request.isForAll() ? new Truth[project.audienceCount()] : null;
    }

    /** {@return whether the user is in the audience} */
    Truth test(RuleAudience audience) {
        if (judged == null) {
            return audience.condition().test(user);
        }
        Truth truth = judged[audience.number()];
        if (truth == null) {
            truth = audience.condition().test(user);
            judged[audience.number()] = truth;
        }
        return truth;
    }

    /** {@return the key of the variation that the whitelist gives the user in this rule, or null} */
    @Nullable
    String whitelisted(Rule rule) {
        return whitelisted == null ? null : whitelisted.get(rule.id());
    }

    void need(Need need) {
        if (needs == null) {
            needs = new LinkedHashSet<>();
        }
        needs.add(need);
    }

    @Nullable
    Set<Need> needs() {
        return needs;
    }
}
