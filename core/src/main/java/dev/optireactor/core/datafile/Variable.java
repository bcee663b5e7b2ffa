package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/** A variable of a flag. Its id stays in the datafile: bucketing does without it. */
public final class Variable {

    private final DatafileTexts texts;
    private final int id;
    private final String key;
    private final String type;
    private final @Nullable String defaultValue;

    /**
     * Makes a variable.
     *
     * @param texts has its id
     * @param id the place of its id
     */
    Variable(DatafileTexts texts, int id, String key, String type, @Nullable String defaultValue) {
        this.texts = texts;
        this.id = id;
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    /** {@return the variable's id; made anew at each call} */
    public String id() {
        return texts.read(id);
    }

    /** The place of its id. */
    int idPlace() {
        return id;
    }

    /** {@return the name under which decisions carry it} */
    public String key() {
        return key;
    }

    /**
     * {@return {@code boolean}, {@code integer}, {@code double}, {@code string}, {@code json}, or an unknown type, which
     * is treated as string}
     */
    public String type() {
        return type;
    }

    /** {@return the text of its default; null if that is unusable} */
    public @Nullable String defaultValue() {
        return defaultValue;
    }

    @Override
    public String toString() {
        return "Variable[" + key + "]";
    }
}
