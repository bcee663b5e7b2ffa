package dev.optireactor.reactor.profile;

import dev.optireactor.reactor.failure.Loggable;

/**
 * What is stored is no profile. A lookup that fails with it counts as one that found nothing, so that what is stored is
 * replaced the next time.
 */
public final class InvalidProfileException extends RuntimeException implements Loggable {

    private static final long serialVersionUID = 1L;

    /** Creates the failure. */
    public InvalidProfileException() {
        super("The UserProfileService returned an invalid map.", null, true, false);
    }
}
