package dev.optireactor.reactor.cache;

import dev.optireactor.reactor.failure.Loggable;

/** A cache failed or did not answer in time. Seen by listeners only: whoever asked went on as after a miss. */
public final class CacheFailedException extends RuntimeException implements Loggable {

    private static final long serialVersionUID = 1L;

    CacheFailedException(String operation, Throwable cause) {
        // The cause's own message may show the key, and with it the user.
        super("the cache could not " + operation + " (" + cause.getClass().getSimpleName() + ")", cause, true, false);
    }
}
