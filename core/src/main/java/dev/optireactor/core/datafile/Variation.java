package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/** One variation of an experiment, delivery rule or holdout. Its id stays in the datafile: bucketing does without it. */
public final class Variation {

    private final DatafileTexts texts;
    private final int id;
    private final String key;
    private final boolean featureEnabled;
    private final int[] overriddenIds;
    private final @Nullable String[] overridingTexts;

    /**
     * Makes a variation.
     *
     * @param texts has its id
     * @param id the place of its id
     * @param overrides its values for the flag's variables
     */
    Variation(DatafileTexts texts, int id, String key, boolean featureEnabled, VariableOverrides overrides) {
        this.texts = texts;
        this.id = id;
        this.key = key;
        this.featureEnabled = featureEnabled;
        this.overriddenIds = overrides.ids();
        this.overridingTexts = overrides.texts();
    }

    /** {@return the variation's id; made anew at each call} */
    public String id() {
        return texts.read(id);
    }

    /**
     * {@return whether this is its id}
     *
     * @param other any text
     */
    public boolean hasId(String other) {
        return texts.is(id, other);
    }

    /**
     * {@return whether it has the same id}
     *
     * @param other a variation of the same datafile
     */
    public boolean hasSameId(Variation other) {
        return texts.same(id, other.id);
    }

    /** {@return how many characters its id has} */
    public int idLength() {
        return texts.length(id);
    }

    /** {@return its key} */
    public String key() {
        return key;
    }

    /** {@return whether it switches the flag on} */
    public boolean featureEnabled() {
        return featureEnabled;
    }

    /** {@return whether it has values of its own for the flag's variables} */
    public boolean hasOverrides() {
        return overriddenIds.length > 0;
    }

    /** {@return its values for the flag's variables} */
    public VariableOverrides overrides() {
        return new VariableOverrides(texts, overriddenIds, overridingTexts);
    }

    @Override
    public String toString() {
        return "Variation[" + key + "]";
    }
}
