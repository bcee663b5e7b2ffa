package dev.optireactor.core.project;

import org.jspecify.annotations.Nullable;

/** What a decision can come from: a rule of a flag, or a holdout. */
public sealed interface DecidingRule permits Rule, HoldoutRule {

    /** {@return the id that is hashed with the bucketing id, and that events carry as experiment id} */
    String id();

    /** {@return the key that decisions carry as rule key} */
    String key();

    /** {@return the id that events carry as campaign id: the layer's if there is one, else the rule's; made anew at each call} */
    String campaignId();

    /** {@return how many characters that has; costs less than asking for it} */
    int campaignIdLength();

    /** {@return whom it is for; null is everyone} */
    @Nullable
    RuleAudience audience();

    /** {@return whether everyone passes because {@code audienceConditions} is an empty list} */
    boolean hasEmptyAudience();
}
