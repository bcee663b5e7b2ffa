package dev.optireactor.core.datafile;

/** A datafile was refused. The message names the place and the reason; the project in use, if any, is unaffected. */
public final class InvalidDatafileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a datafile was refused. */
    public enum Reason {
        /** There are no bytes but blanks. */
        EMPTY,
        /** The bytes are not one JSON object. */
        MALFORMED_JSON,
        /** A limit of {@link DatafileLimits} is exceeded. */
        LIMIT_EXCEEDED,
        /** The version is none of those supported. */
        UNSUPPORTED_VERSION,
        /** A required field is missing or null. */
        MISSING_FIELD,
        /** A field has another JSON type than it must have. */
        WRONG_TYPE,
        /** An audience's conditions cannot be read. */
        MALFORMED_AUDIENCE,
        /** A flag refers to an experiment that does not exist. */
        DANGLING_REFERENCE
    }

    /** Why the datafile was refused. */
    private final Reason reason;

    /** Where, as a JSON pointer. */
    private final String place;

    /** What is wrong there. */
    private final String explanation;

    /**
     * Tells why a datafile was refused.
     *
     * @param reason why the datafile is refused
     * @param place where, as a JSON pointer, or as line and column if the text cannot be read on; {@code ""} is the whole
     *     datafile
     * @param explanation what is wrong there
     */
    public InvalidDatafileException(Reason reason, String place, String explanation) {
        super("datafile refused at " + (place.isEmpty() ? "its top level" : place) + ": " + explanation);
        this.reason = reason;
        this.place = place;
        this.explanation = explanation;
    }

    /** {@return why the datafile was refused} */
    public Reason reason() {
        return reason;
    }

    /**
     * {@return where, as a JSON pointer, or as line and column if the text cannot be read on; {@code ""} is the whole
     * datafile}
     */
    public String place() {
        return place;
    }

    String explanation() {
        return explanation;
    }
}
