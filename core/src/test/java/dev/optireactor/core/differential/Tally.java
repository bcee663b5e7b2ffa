package dev.optireactor.core.differential;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutionResult.Status;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Counts what was compared and tells it with the seed. Fails a run that compared too little, or always the same, or
 * excused too much.
 */
final class Tally implements AroundPropertyHook {

    private static final int ENOUGH = 20_000;

    private static final Map<String, Integer> DECISIONS = new TreeMap<>();
    private static final Map<IntendedDifference, Integer> ACCEPTED = new EnumMap<>(IntendedDifference.class);

    static void add(Comparison comparison) {
        comparison.decisions().forEach((outcome, times) -> DECISIONS.merge(outcome, times, Integer::sum));
        comparison.accepted().forEach((difference, times) -> ACCEPTED.merge(difference, times, Integer::sum));
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        int decisions = sum(DECISIONS);
        System.out.println("compared " + decisions + " decisions of " + result.countTries() + " projects " + DECISIONS
                + ", seed " + result.seed().orElse("unknown") + ", " + sum(ACCEPTED) + " intended differences "
                + ACCEPTED);
        if (result.status() != Status.SUCCESSFUL) {
            return result;
        }
        if (decisions < ENOUGH) {
            return result.mapToFailed("only " + decisions + " decisions were compared, not " + ENOUGH);
        }
        for (String outcome : new String[] {"experiment", "delivery", "undecided", "forced", "left out"}) {
            if (DECISIONS.getOrDefault(outcome, 0) * 500 < decisions) {
                return result.mapToFailed("less than 0.2 % of the decisions ended in: " + outcome);
            }
        }
        return sum(ACCEPTED) * 20 < decisions
                ? result
                : result.mapToFailed("more than 5 % of the decisions were excused");
    }

    private static int sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
