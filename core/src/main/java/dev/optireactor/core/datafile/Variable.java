package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/** A variable of a flag. Its id and the text of its default stay in the datafile: decisions have the value. */
public final class Variable {

    private final byte[] datafile;
    private final int id;
    private final String key;
    private final String type;
    private final int defaultValue;

    /**
     * Makes a variable.
     *
     * @param datafile the whole datafile
     * @param id the place of its id
     * @param defaultValue the place of its default, or {@link DatafileText#NOWHERE}
     */
    Variable(byte[] datafile, int id, String key, String type, int defaultValue) {
        this.datafile = datafile;
        this.id = id;
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    /** {@return the variable's id; made anew at each call} */
    public String id() {
        return DatafileText.read(datafile, id);
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

    /** {@return the text of its default, made anew at each call; null if that is unusable} */
    public @Nullable String defaultValue() {
        return defaultValue == DatafileText.NOWHERE ? null : DatafileText.read(datafile, defaultValue);
    }

    @Override
    public String toString() {
        return "Variable[" + key + "]";
    }
}
