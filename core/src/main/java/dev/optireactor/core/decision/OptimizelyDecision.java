package dev.optireactor.core.decision;

import dev.optireactor.core.json.OptimizelyJSON;
import dev.optireactor.core.project.Answer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a flag is for a user. Immutable. Equality is that of everything it says, the user included; see
 * {@link UserContext} for what that means for attributes.
 */
public final class OptimizelyDecision {

    /** Prepared when the project was compiled, and shared by all decisions that say the same. */
    private final Answer answer;

    private final OptimizelyJSON variables;
    private final UserContext userContext;
    private final List<String> reasons;

    /**
     * Makes a decision by hand, such as in a test.
     *
     * @param flagKey the flag's key
     * @param variationKey the variation's key; null if there is none
     * @param enabled whether the flag is on
     * @param variables the flag's variables
     * @param ruleKey the key of the rule that decided; null if none did
     * @param userContext for whom it was decided
     * @param reasons why it came out so; errors first. Copied
     */
    public OptimizelyDecision(
            String flagKey,
            @Nullable String variationKey,
            boolean enabled,
            OptimizelyJSON variables,
            @Nullable String ruleKey,
            UserContext userContext,
            List<String> reasons) {
        this(
                new ByHand(Objects.requireNonNull(flagKey, "flagKey"), variationKey, enabled, ruleKey, variables),
                Objects.requireNonNull(variables, "variables"),
                Objects.requireNonNull(userContext, "userContext"),
                List.copyOf(reasons));
    }

    /** Takes the variables apart from the answer, since they may be left out. */
    OptimizelyDecision(Answer answer, OptimizelyJSON variables, UserContext userContext, List<String> reasons) {
        this.answer = answer;
        this.variables = variables;
        this.userContext = userContext;
        this.reasons = reasons;
    }

    private record ByHand(
            String flagKey,
            @Nullable String variationKey,
            boolean enabled,
            @Nullable String ruleKey,
            OptimizelyJSON variables)
            implements Answer {}

    /**
     * A decision that could not be made: no variation, off, no variables.
     *
     * @param flagKey the key that was asked for
     * @param userContext for whom
     * @param reasons why; copied
     * @return the decision
     */
    public static OptimizelyDecision error(String flagKey, UserContext userContext, List<String> reasons) {
        return new OptimizelyDecision(flagKey, null, false, OptimizelyJSON.empty(), null, userContext, reasons);
    }

    /**
     * The answer before there is any project, and after the client is closed.
     *
     * @param flagKey the key that was asked for
     * @param userContext for whom
     * @return the decision
     */
    public static OptimizelyDecision notReady(String flagKey, UserContext userContext) {
        return error(flagKey, userContext, List.of(Reasons.NOT_READY));
    }

    /** {@return the flag's key, as it was asked for} */
    public String flagKey() {
        return answer.flagKey();
    }

    /** {@return the variation's key; null if nothing decided} */
    public @Nullable String variationKey() {
        return answer.variationKey();
    }

    /** {@return whether the flag is on} */
    public boolean enabled() {
        return answer.enabled();
    }

    /** {@return the flag's variables in this variation; empty if they were excluded or the flag is unknown} */
    public OptimizelyJSON variables() {
        return variables;
    }

    /** {@return the key of the experiment, delivery rule or holdout that decided; null if none did, or the flag was forced} */
    public @Nullable String ruleKey() {
        return answer.ruleKey();
    }

    /** {@return the user as he was when this was decided} */
    public UserContext userContext() {
        return userContext;
    }

    /** {@return why it came out so, errors first; without {@code INCLUDE_REASONS} errors only} */
    public List<String> reasons() {
        return reasons;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof OptimizelyDecision that
                        && flagKey().equals(that.flagKey())
                        && enabled() == that.enabled()
                        && Objects.equals(variationKey(), that.variationKey())
                        && Objects.equals(ruleKey(), that.ruleKey())
                        && variables.equals(that.variables)
                        && reasons.equals(that.reasons)
                        && userContext.equals(that.userContext));
    }

    @Override
    public int hashCode() {
        return Objects.hash(flagKey(), variationKey(), enabled(), ruleKey(), userContext);
    }

    /** {@return the decision with the number of reasons, whose texts contain the user's id} */
    @Override
    public String toString() {
        return "OptimizelyDecision[flagKey=" + flagKey() + ", variationKey=" + variationKey() + ", enabled=" + enabled()
                + ", ruleKey=" + ruleKey() + ", variables=" + variables + ", " + reasons.size() + " reasons]";
    }
}
