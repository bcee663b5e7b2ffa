package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/** The values that a variation gives to variables of its flag; a null value is one that cannot be used. */
public final class VariableOverrides {

    private final DatafileTexts known;

    /** The places of the variables' ids. The variations of a rule as a rule share them. */
    private final int[] ids;

    private final @Nullable String[] texts;

    VariableOverrides(DatafileTexts known, int[] ids, @Nullable String[] texts) {
        this.known = known;
        this.ids = ids;
        this.texts = texts;
    }

    int[] ids() {
        return ids;
    }

    @Nullable
    String[] texts() {
        return texts;
    }

    /** {@return how many variables are overridden} */
    public int size() {
        return ids.length;
    }

    /**
     * {@return whether these override the same variables in the same order; false if it takes long to find out}
     *
     * @param others those of another variation
     */
    public boolean concernTheSameAs(VariableOverrides others) {
        return ids == others.ids;
    }

    /**
     * {@return the id of an overridden variable; of equal ids the last counts}
     *
     * @param position 0 to below {@link #size()}
     */
    public String id(int position) {
        return known.read(ids[position]);
    }

    /**
     * {@return whether this variable is overridden there}
     *
     * @param position 0 to below {@link #size()}
     * @param variable a variable of the same datafile
     */
    public boolean concerns(int position, Variable variable) {
        return known.same(ids[position], variable.idPlace());
    }

    /**
     * {@return the text of its value; null if that is unusable}
     *
     * @param position 0 to below {@link #size()}
     */
    public @Nullable String value(int position) {
        return texts[position];
    }
}
