package dev.optireactor.core.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** A text is not JSON, or exceeds a limit of the reader. The message says where and why, without quoting the text. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String UNEXPECTED_END = "the text ends before its JSON value does";

    /** Whether it may be JSON, but more than is read. */
    private final boolean limitExceeded;

    MalformedJsonException(String reason) {
        this(reason, false);
    }

    private MalformedJsonException(String reason, boolean limitExceeded) {
        super(reason);
        this.limitExceeded = limitExceeded;
    }

    static MalformedJsonException tooDeep(int maxDepth) {
        return new MalformedJsonException("nested deeper than " + maxDepth + " levels", true);
    }

    static MalformedJsonException unexpectedEnd() {
        return new MalformedJsonException(UNEXPECTED_END);
    }

    static MalformedJsonException of(JacksonException complaint) {
        TokenStreamLocation at = complaint.getLocation();
        String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return new MalformedJsonException(reason(complaint) + place, complaint instanceof StreamConstraintsException);
    }

    /** Only the complaint about a limit says nothing of what the text contains. */
    private static String reason(JacksonException complaint) {
        if (complaint instanceof StreamConstraintsException) {
            return complaint.getOriginalMessage();
        }
        return complaint instanceof UnexpectedEndOfInputException ? UNEXPECTED_END : "this is not JSON";
    }

    /** {@return whether a limit of the reader is exceeded; else it is not JSON} */
    public boolean limitExceeded() {
        return limitExceeded;
    }
}
