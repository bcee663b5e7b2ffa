package dev.optireactor.core.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** A text is not JSON, or exceeds a limit of the reader. The message says where and why, without quoting the text. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells why a text was refused.
     *
     * @param reason why the text was refused
     */
    public MalformedJsonException(String reason) {
        super(reason);
    }

    /**
     * Tells why a text was refused.
     *
     * @param cause the parser's complaint
     */
    public MalformedJsonException(JacksonException cause) {
        super(describe(cause));
    }

    private static String describe(JacksonException cause) {
        TokenStreamLocation place = cause.getLocation();
        return place == null
                ? cause.getOriginalMessage()
                : cause.getOriginalMessage() + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
    }
}
