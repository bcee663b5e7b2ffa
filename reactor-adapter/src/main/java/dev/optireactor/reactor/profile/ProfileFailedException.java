package dev.optireactor.reactor.profile;

import dev.optireactor.reactor.failure.Loggable;
import org.jspecify.annotations.Nullable;

/** A profile could not be looked up or saved. Seen by listeners only: decisions are made all the same. */
public final class ProfileFailedException extends RuntimeException implements Loggable {

    private static final long serialVersionUID = 1L;

    ProfileFailedException(String message, @Nullable Throwable cause) {
        super(message, cause, true, false);
    }

    /** The cause's own message may show the user, so that only its type is told. */
    static ProfileFailedException of(String message, Throwable cause) {
        return new ProfileFailedException(message + " (" + cause.getClass().getSimpleName() + ").", cause);
    }
}
