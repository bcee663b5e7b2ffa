package dev.optireactor.core.project;

import dev.optireactor.core.condition.Condition;

/**
 * Whom rules and holdouts are for. Those with equal conditions share one, so that a call that decides many flags can judge
 * it once.
 *
 * @param condition who is in it
 * @param number its number, from 0 to below {@link Project#audienceCount()}
 */
public record RuleAudience(Condition condition, int number) {}
