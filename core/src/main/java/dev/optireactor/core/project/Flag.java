package dev.optireactor.core.project;

import dev.optireactor.core.datafile.DatafileText;
import dev.optireactor.core.datafile.DatafileTexts;
import dev.optireactor.core.datafile.Variation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A compiled flag: its rules in order, and what it becomes. */
public final class Flag {

    private final DatafileTexts texts;
    private final int id;
    private final String key;
    private final @Nullable String missingRolloutId;
    private final FlagVariables variables;
    private final List<Rule> experimentRules;
    private final List<Rule> deliveryRules;
    private final Outcome undecided;

    /** By holdout and position of its variation: those for every flag, and those of this flag's rules. */
    private Map<HoldoutRule, Outcome[]> heldOut = Map.of();

    Flag(
            DatafileText id,
            String key,
            @Nullable String missingRolloutId,
            FlagVariables variables,
            List<Rule> experimentRules,
            List<Rule> deliveryRules) {
        this.texts = id.texts();
        this.id = id.place();
        this.key = key;
        this.missingRolloutId = missingRolloutId;
        this.variables = variables;
        this.experimentRules = experimentRules;
        this.deliveryRules = deliveryRules;
        FlagVariables.Values defaults = variables.defaults();
        this.undecided = new Outcome(this, DecisionSource.ROLLOUT, null, null, defaults.json(), defaults.errors());
    }

    /**
     * Prepares what can become of the flag; called once, before anybody sees it.
     *
     * @param globalHoldouts holdouts of every flag
     * @param preparation gives variables their values
     */
    void prepare(List<HoldoutRule> globalHoldouts, Preparation preparation) {
        Map<HoldoutRule, Outcome[]> holdouts = new HashMap<>();
        globalHoldouts.forEach(holdout -> prepare(holdout, holdouts, preparation));
        prepare(experimentRules, DecisionSource.FEATURE_TEST, holdouts, preparation);
        prepare(deliveryRules, DecisionSource.ROLLOUT, holdouts, preparation);
        heldOut = Map.copyOf(holdouts);
    }

    private void prepare(
            List<Rule> rules, DecisionSource source, Map<HoldoutRule, Outcome[]> holdouts, Preparation preparation) {
        for (Rule rule : rules) {
            if (!rule.isPrepared()) {
                rule.prepare(outcomes(source, rule, rule.experiment().variations(), preparation));
                rule.localHoldouts().forEach(holdout -> prepare(holdout, holdouts, preparation));
            }
        }
    }

    private void prepare(HoldoutRule holdout, Map<HoldoutRule, Outcome[]> holdouts, Preparation preparation) {
        if (!holdouts.containsKey(holdout)) {
            holdouts.put(holdout, outcomes(DecisionSource.HOLDOUT, holdout, holdout.variations(), preparation));
        }
    }

    private Outcome[] outcomes(
            DecisionSource source, DecidingRule rule, List<Variation> variations, Preparation preparation) {
        Outcome[] outcomes = new Outcome[variations.size()];
        for (int i = 0; i < outcomes.length; i++) {
            Variation variation = variations.get(i);
            FlagVariables.Values values = preparation.values(variables, variation);
            outcomes[i] = new Outcome(this, source, rule, variation, values.json(), values.errors());
        }
        return outcomes;
    }

    /** {@return the flag's id; made anew at each call} */
    public String id() {
        return texts.read(id);
    }

    /** {@return the flag's key} */
    public String key() {
        return key;
    }

    /** {@return the id of a rollout that does not exist, {@code ""} if the flag names none; null if it has its rollout} */
    public @Nullable String missingRolloutId() {
        return missingRolloutId;
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

    /** {@return what the flag becomes for those whom a holdout of it, or of all flags, gives a variation} */
    Outcome heldOut(HoldoutRule holdout, int position) {
        return Objects.requireNonNull(heldOut.get(holdout), "a holdout of this flag")[position];
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
        Outcome found = first(variation -> variation.key().equals(variationKey));
        Variation candidate = found == null ? null : found.variation();
        if (candidate == null || Objects.equals(first(candidate::hasSameId), found)) {
            return found;
        }
        // One id with two keys is next to never seen: to look for that from the start makes a text of each id.
        Set<String> seen = new HashSet<>();
        return first(variation -> seen.add(variation.id()) && variation.key().equals(variationKey));
    }

    private @Nullable Outcome first(Predicate<Variation> wanted) {
        Outcome found = first(experimentRules, wanted);
        return found != null ? found : first(deliveryRules, wanted);
    }

    private static @Nullable Outcome first(List<Rule> rules, Predicate<Variation> wanted) {
        for (Rule rule : rules) {
            for (Outcome outcome : rule.outcomes()) {
                if (outcome.variation() != null && wanted.test(outcome.variation())) {
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
