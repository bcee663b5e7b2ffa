package dev.optireactor.core.project;

import dev.optireactor.core.datafile.VariableOverrides;
import org.jspecify.annotations.Nullable;

/**
 * Which variables of a flag are overridden. The variations of a rule override the same ones as a rule, so that is found out
 * once for those that come one after the other.
 */
final class OverridePositions {

    private @Nullable FlagVariables variables;
    private @Nullable VariableOverrides overrides;
    private int[] positions = {};

    /**
     * {@return the position of the variable for each override, or {@link Positions#NONE}; not to be modified, and
     * valid until the next call}
     */
    @SuppressWarnings("ReferenceEquality") // Each flag has variables of its own.
    int[] of(FlagVariables flag, VariableOverrides next) {
        if (flag != variables || overrides == null || !overrides.concernTheSameAs(next)) {
            find(flag, next);
        }
        return positions;
    }

    private void find(FlagVariables flag, VariableOverrides next) {
        variables = flag;
        overrides = next;
        if (positions.length < next.size()) {
            positions = new int[next.size()];
        }
        for (int i = 0; i < next.size(); i++) {
            positions[i] = flag.position(next, i);
        }
    }
}
