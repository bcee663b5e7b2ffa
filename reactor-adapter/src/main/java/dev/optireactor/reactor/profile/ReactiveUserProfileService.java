package dev.optireactor.reactor.profile;

import dev.optireactor.core.decision.UserProfile;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stores which variations a user has been given, so that they stay the same when the project's traffic changes. There is
 * none by default.
 * <p>
 * Every publisher must be cold, must not block the subscribing thread, and may signal on any. The client asks once per
 * decide call and saves at most once; it limits the time of both.
 */
public interface ReactiveUserProfileService {

    /**
     * Looks up what is stored of a user.
     *
     * @param userId whose profile; personal data
     * @return the profile, or empty if nothing is stored. An error leaves the decision intact and is reported; nothing is
     *     then saved, since that could replace what may be stored
     */
    Mono<UserProfile> lookup(String userId);

    /**
     * Stores a profile in place of what was stored of the user.
     *
     * @param profile the whole profile
     * @return completes when it is stored; an error is reported, and the decision stays as it is
     */
    Mono<Void> save(UserProfile profile);

    /**
     * Makes a blocking service usable: each of its calls occupies a thread of the scheduler.
     *
     * @param service the service, in the form of the official SDKs
     * @param boundedElastic a scheduler that may be blocked, such as {@code Schedulers.boundedElastic()}; stays the
     *     caller's
     * @return a service whose publishers signal on the scheduler, and interrupt the call when they are cancelled
     */
    static ReactiveUserProfileService blocking(BlockingUserProfileService service, Scheduler boundedElastic) {
        return new BlockingProfiles(
                Objects.requireNonNull(service, "service"), Objects.requireNonNull(boundedElastic, "boundedElastic"));
    }
}
