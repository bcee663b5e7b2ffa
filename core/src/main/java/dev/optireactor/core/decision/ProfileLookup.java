package dev.optireactor.core.decision;

import org.jspecify.annotations.Nullable;

/** What is known of a user's stored profile when flags are decided. */
public sealed interface ProfileLookup {

    /** There is no profile service: nothing is read, nothing is to be saved. */
    record NoService() implements ProfileLookup {
        static final NoService INSTANCE = new NoService();
    }

    /** There is a profile service that has not been asked yet: a call that needs it asks for it. */
    record NotAsked() implements ProfileLookup {
        static final NotAsked INSTANCE = new NotAsked();
    }

    /**
     * The service answered.
     *
     * @param profile what is stored; null if that is nothing, or cannot be used
     * @param problem the reason to report; null if there was no problem
     */
    record Answered(@Nullable UserProfile profile, @Nullable String problem) implements ProfileLookup {}

    /**
     * The service failed. Flags are decided as if nothing were stored, but what is then decided is not to be saved over what
     * may be stored.
     *
     * @param message the reason to report
     */
    record Failed(String message) implements ProfileLookup {}

    /** {@return that there is no profile service} */
    static ProfileLookup noService() {
        return NoService.INSTANCE;
    }

    /** {@return that there is a profile service, not asked yet} */
    static ProfileLookup notAsked() {
        return NotAsked.INSTANCE;
    }

    /**
     * {@return that the service had this profile}
     *
     * @param profile the stored profile
     */
    static ProfileLookup found(UserProfile profile) {
        return new Answered(profile, null);
    }

    /** {@return that the service has nothing for this user} */
    static ProfileLookup nothing() {
        return new Answered(null, "We were unable to get a user profile map from the UserProfileService.");
    }

    /** {@return that the service had something that is no profile} */
    static ProfileLookup invalid() {
        return new Answered(null, "The UserProfileService returned an invalid map.");
    }

    /**
     * {@return that the service failed; what is then decided is not to be saved over what may be stored}
     *
     * @param message the failure's message
     */
    static ProfileLookup failed(String message) {
        return new Failed(message);
    }
}
