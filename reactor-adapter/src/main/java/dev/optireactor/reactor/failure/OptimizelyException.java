package dev.optireactor.reactor.failure;

import org.jspecify.annotations.Nullable;

/**
 * Anything that this library reports through {@code onError}.
 *
 * <p>A message says what was attempted, on what, and which limit was met; the facts are in the fields of the subtypes.
 * Neither holds an SDK key, an access token or a user id.
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
