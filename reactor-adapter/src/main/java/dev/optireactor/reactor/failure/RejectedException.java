package dev.optireactor.reactor.failure;

/** The remote side refused the request; the same request would be refused again. */
public final class RejectedException extends OptimizelyException {

    private static final long serialVersionUID = 1L;

    /** The HTTP status. */
    private final int status;

    /** The beginning of the answer. */
    private final String excerpt;

    /**
     * Creates the failure.
     *
     * @param operation what was attempted and on what, for the message
     * @param status the HTTP status
     * @param excerpt the beginning of the answer's body, at most some hundred characters; not part of the message
     */
    public RejectedException(String operation, int status, String excerpt) {
        super(operation + ": refused with HTTP status " + status + hint(status), null);
        this.status = status;
        this.excerpt = excerpt;
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> "; check the SDK key, the access token or the API key";
            case 413 -> "; send less at once";
            default -> "";
        };
    }

    /**
     * Returns the HTTP status.
     *
     * @return the status
     */
    public int status() {
        return status;
    }

    /**
     * Returns the beginning of the answer's body. A service may quote the request there, so treat it as personal data.
     *
     * @return the excerpt; empty when the answer had no body
     */
    public String excerpt() {
        return excerpt;
    }
}
