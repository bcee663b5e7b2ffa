package dev.optireactor.core.project;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few rules have. Most have none of it and share {@link #NONE}, which spares them memory, and decisions a look at each.
 *
 * @param group the place in a mutually exclusive group
 * @param bandit set if the variation comes from the prediction service
 * @param localHoldouts holdouts of the rule, in order
 */
record RuleExtras(@Nullable GroupMembership group, @Nullable BanditRule bandit, List<HoldoutRule> localHoldouts) {

    static final RuleExtras NONE = new RuleExtras(null, null, List.of());

    static RuleExtras of(
            @Nullable GroupMembership group, @Nullable BanditRule bandit, List<HoldoutRule> localHoldouts) {
        boolean none = group == null && bandit == null && localHoldouts.isEmpty();
        return none ? NONE : new RuleExtras(group, bandit, localHoldouts);
    }
}
