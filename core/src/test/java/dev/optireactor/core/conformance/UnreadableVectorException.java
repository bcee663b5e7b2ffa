package dev.optireactor.core.conformance;

/** A vector is not in the format that the folder's README describes, so nothing can be said about it. */
final class UnreadableVectorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableVectorException(String message) {
        super(message);
    }

    UnreadableVectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
