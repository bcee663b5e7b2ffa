package dev.optireactor.reactor.failure;

import org.jspecify.annotations.Nullable;

/** A body arrived whole but is not what was asked for. */
public final class MalformedBodyException extends OptimizelyException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param operation what was attempted and on what, for the message
     * @param defect what is wrong with the body, for the message; must not quote the body
     * @param cause what found the defect; null when there is nothing to add
     */
    public MalformedBodyException(String operation, String defect, @Nullable Throwable cause) {
        super(operation + ": " + defect, cause);
    }
}
