package dev.optireactor.reactor.failure;

/** The client was closed before the operation could finish. */
public final class ClientClosedException extends OptimizelyException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param operation what was attempted, for the message
     */
    public ClientClosedException(String operation) {
        super(operation + ": the client is closed; use it before close()", null);
    }
}
