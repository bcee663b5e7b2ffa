package dev.optireactor.core.project;

import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import dev.optireactor.core.datafile.VariableOverrides;
import dev.optireactor.core.datafile.Variation;

/**
 * Gives variables their values in variations, while a datafile is compiled, and counts about how much memory that and the
 * outcomes take: flags that share rules multiply with the variations of these, so that a small datafile could ask for any
 * amount. Beyond the limit it is refused.
 */
final class Preparation {

    private static final int OUTCOME = 64;
    private static final int VALUE = 16;

    /** What a character of JSON becomes at most. */
    private static final int CHARACTER = 8;

    private final VariableConverter converter = new VariableConverter();
    private final OverridePositions positions = new OverridePositions();
    private final long limit;
    private long used;

    Preparation(long limit) {
        this.limit = limit;
    }

    VariableConverter converter() {
        return converter;
    }

    /** {@return the values of a flag's variables in a variation of one of its rules} */
    FlagVariables.Values values(FlagVariables variables, Variation variation) {
        boolean changed = variables.areChangedBy(variation);
        add(changed ? OUTCOME + bytes(variation.overrides(), variables) : OUTCOME);
        return changed ? variables.in(variation, converter, positions) : variables.defaults();
    }

    private static long bytes(VariableOverrides overrides, FlagVariables variables) {
        long bytes = (long) VALUE * variables.size();
        for (int i = 0; i < overrides.size(); i++) {
            String text = overrides.value(i);
            bytes += text == null ? 0 : (long) CHARACTER * text.length();
        }
        return bytes;
    }

    private void add(long bytes) {
        used += bytes;
        if (used > limit) {
            throw new InvalidDatafileException(
                    Reason.LIMIT_EXCEEDED,
                    "/featureFlags",
                    "the variations of all rules of all flags need more than " + limit
                            + " bytes (DatafileLimits.maxPreparedBytes)");
        }
    }
}
