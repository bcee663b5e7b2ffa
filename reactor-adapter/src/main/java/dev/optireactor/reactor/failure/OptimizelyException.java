package dev.optireactor.reactor.failure;

import org.jspecify.annotations.Nullable;

/**
 * What {@code ready()} and {@code refresh()} fail with, the only operations of a client that fail; listeners and the
 * datafile's status show them too. Beside these, {@code refresh()} fails with {@link
 * dev.optireactor.core.datafile.InvalidDatafileException} for a datafile that is refused, and with whatever a datafile
 * source of the program fails with.
 *
 * <p>A message says what was attempted, on what, and which limit was met, and holds no SDK key, access token or user id;
 * the facts are in the fields of the subtypes. The cause, and {@link RejectedException#excerpt()}, may quote anything.
 */
public abstract sealed class OptimizelyException extends RuntimeException implements Loggable
        permits BodyTooLargeException,
                ClientClosedException,
                MalformedBodyException,
                NotReadyException,
                RejectedException,
                UnavailableException {

    private static final long serialVersionUID = 1L;

    OptimizelyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
