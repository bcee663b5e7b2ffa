package dev.optireactor.core.datafile;

import java.util.List;
import java.util.Objects;
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

    /** {@return how many variables are overridden} */
    public int size() {
        return idsAndValues.length / 2;
    }

    /**
     * {@return the id of an overridden variable; of equal ids the last counts}
     *
     * @param position 0 to below {@link #size()}
     */
    public String id(int position) {
        return Objects.requireNonNull(idsAndValues[2 * position], "id");
    }

    /**
     * {@return the text of its value; null if that is unusable}
     *
     * @param position 0 to below {@link #size()}
     */
    public @Nullable String value(int position) {
        return idsAndValues[2 * position + 1];
    }
}
