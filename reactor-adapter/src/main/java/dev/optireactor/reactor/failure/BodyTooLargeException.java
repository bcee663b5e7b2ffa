package dev.optireactor.reactor.failure;

/** A body was larger than its limit, and reading it ended there. */
public final class BodyTooLargeException extends OptimizelyException {

    private static final long serialVersionUID = 1L;

    /** In bytes. */
    private final long limit;

    /**
     * Creates the failure.
     *
     * @param operation what was attempted and on what, for the message
     * @param limit the limit that was exceeded, in bytes
     * @param form which form of the body was measured, such as "compressed", for the message
     */
    public BodyTooLargeException(String operation, long limit, String form) {
        super(operation + ": the " + form + " body is larger than " + limit + " bytes; raise that limit", null);
        this.limit = limit;
    }

    /**
     * Returns the limit that was exceeded.
     *
     * @return the limit in bytes
     */
    public long limit() {
        return limit;
    }
}
