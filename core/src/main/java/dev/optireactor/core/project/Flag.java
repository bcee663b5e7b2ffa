package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Variation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A compiled flag: its rules in order, and what it becomes. */
public final class Flag {

    private final String id;
    private final String key;
    private final String rolloutId;
    private final boolean rolloutKnown;
    private final FlagVariables variables;
    private final List<Rule> experimentRules;
    private final List<Rule> deliveryRules;
    private final Outcome undecided;

    Flag(
            String id,
            String key,
            String rolloutId,
            boolean rolloutKnown,
            FlagVariables variables,
            List<Rule> experimentRules,
            List<Rule> deliveryRules) {
        this.id = id;
        this.key = key;
        this.rolloutId = rolloutId;
        this.rolloutKnown = rolloutKnown;
        this.variables = variables;
        this.experimentRules = experimentRules;
        this.deliveryRules = deliveryRules;
        FlagVariables.Values defaults = variables.defaults();
        this.undecided = new Outcome(this, DecisionSource.ROLLOUT, null, null, defaults.json(), defaults.errors());
        experimentRules.forEach(rule -> prepare(rule, DecisionSource.FEATURE_TEST));
        deliveryRules.forEach(rule -> prepare(rule, DecisionSource.ROLLOUT));
    }

    private void prepare(Rule rule, DecisionSource source) {
        List<Variation> variations = rule.experiment().variations();
        Outcome[] outcomes = new Outcome[variations.size()];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = outcome(source, rule, variations.get(i));
        }
        rule.prepare(outcomes);
    }

    Outcome outcome(DecisionSource source, DecidingRule rule, Variation variation) {
        FlagVariables.Values values = variables.in(variation);
        return new Outcome(this, source, rule, variation, values.json(), values.errors());
    }

    /** {@return the flag's id} */
    public String id() {
        return id;
    }

    /** {@return the flag's key} */
    public String key() {
        return key;
    }

    /** {@return the id of its rollout; may be empty} */
    public String rolloutId() {
        return rolloutId;
    }

    /** {@return whether the rollout exists} */
    public boolean rolloutKnown() {
        return rolloutKnown;
    }

    /** {@return its experiment rules, in order} */
    public List<Rule> experimentRules() {
        return experimentRules;
    }

    /** {@return its delivery rules, in order; the last is for everyone else} */
    public List<Rule> deliveryRules() {
        return deliveryRules;
    }

    /** {@return what the flag is when nothing decides: no variation, default variables} */
    public Outcome undecided() {
        return undecided;
    }

    FlagVariables variables() {
        return variables;
    }

    /**
     * Finds a variation for a forced decision: among all rules in order, experiment rules first, where only the first
     * variation of each id counts.
     *
     * @param variationKey its key
     * @return the outcome of its own rule, or null if the flag has no such variation
     */
    public @Nullable Outcome outcomeByVariationKey(String variationKey) {
        Set<String> seen = new HashSet<>();
        Outcome found = firstWithKey(experimentRules, variationKey, seen);
        return found != null ? found : firstWithKey(deliveryRules, variationKey, seen);
    }

    private static @Nullable Outcome firstWithKey(List<Rule> rules, String variationKey, Set<String> seen) {
        for (Rule rule : rules) {
            for (Outcome outcome : rule.outcomes()) {
                Variation variation = outcome.variation();
                if (variation != null
                        && seen.add(variation.id())
                        && variation.key().equals(variationKey)) {
                    return outcome;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Flag[" + key + "]";
    }
}
