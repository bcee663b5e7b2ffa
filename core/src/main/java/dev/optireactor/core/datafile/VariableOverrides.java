package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a variation gives to variables of its flag; a null value is one that cannot be used. */
public final class VariableOverrides {

    private static final VariableOverrides NONE = new VariableOverrides(new String[0]);

    /** Variable id and value, one after the other: a project has thousands of these. */
    private final @Nullable String[] idsAndValues;

    private VariableOverrides(@Nullable String[] idsAndValues) {
        this.idsAndValues = idsAndValues;
    }

    /**
     * {@return the overrides}
     *
     * @param idsAndValues variable id and value, one after the other
     */
    static VariableOverrides of(List<@Nullable String> idsAndValues) {
        return idsAndValues.isEmpty() ? NONE : new VariableOverrides(idsAndValues.toArray(new String[0]));
    }

    /** {@return whether nothing is overridden} */
    public boolean isEmpty() {
        return idsAndValues.length == 0;
    }

    /**
     * {@return the text of its value in this variation: the override, else the default; null if that is unusable}
     *
     * @param variable a variable of the flag
     */
    public @Nullable String valueOf(Variable variable) {
        for (int i = idsAndValues.length - 2; i >= 0; i -= 2) {
            if (variable.id().equals(idsAndValues[i])) {
                return idsAndValues[i + 1];
            }
        }
        return variable.defaultValue();
    }
}
