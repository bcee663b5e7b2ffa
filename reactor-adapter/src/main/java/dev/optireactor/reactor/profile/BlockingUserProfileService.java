package dev.optireactor.reactor.profile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores profiles as the official SDKs do, for
 * {@link ReactiveUserProfileService#blocking(BlockingUserProfileService, reactor.core.scheduler.Scheduler)}. The map is
 * {@code {"user_id": "u", "experiment_bucket_map": {"experiment id": {"variation_id": "variation id"}}}}.
 */
public interface BlockingUserProfileService {

    /**
     * Looks up what is stored of a user; may block.
     *
     * @param userId whose profile
     * @return the profile, or null if nothing is stored
     * @throws Exception if it cannot be told what is stored
     */
    @Nullable
    Map<String, Object> lookup(String userId) throws Exception;

    /**
     * Stores a profile in place of what was stored of the user; may block.
     *
     * @param profile the whole profile
     * @throws Exception if it was not stored
     */
    void save(Map<String, Object> profile) throws Exception;
}
