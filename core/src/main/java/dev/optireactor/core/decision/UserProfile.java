package dev.optireactor.core.decision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user's sticky variations. Immutable.
 *
 * @param userId the user's id
 * @param variationIds the id of the stored variation by experiment id; null is as good as no entry, but is kept
 */
public record UserProfile(String userId, Map<String, @Nullable String> variationIds) {

    private static final String USER_ID = "user_id";
    private static final String EXPERIMENTS = "experiment_bucket_map";
    private static final String VARIATION_ID = "variation_id";

    /**
     * Copies the map.
     *
     * @param userId the user's id
     * @param variationIds the id of the stored variation by experiment id
     */
    public UserProfile {
        Objects.requireNonNull(userId, "userId");
        variationIds = Collections.unmodifiableMap(new LinkedHashMap<>(variationIds));
    }

    /**
     * {@return a profile in which nothing is stored}
     *
     * @param userId the user's id
     */
    public static UserProfile empty(String userId) {
        return new UserProfile(userId, Map.of());
    }

    /**
     * {@return the profile with this entry in place of any other for the experiment}
     *
     * @param experimentId an experiment's id
     * @param variationId the id of the variation to store for it
     */
    public UserProfile with(String experimentId, String variationId) {
        return with(Map.of(experimentId, variationId));
    }

    /** {@return the profile with these entries in place of any others for the same experiments} */
    UserProfile with(Map<String, String> further) {
        Map<String, @Nullable String> all = new LinkedHashMap<>(variationIds);
        all.putAll(further);
        return new UserProfile(userId, all);
    }

    /** {@return the profile in the form that all official SDKs store} */
    public Map<String, Object> toMap() {
        Map<String, Object> entries = new LinkedHashMap<>();
        variationIds.forEach(
                (experiment, variation) -> entries.put(experiment, Collections.singletonMap(VARIATION_ID, variation)));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(USER_ID, userId);
        map.put(EXPERIMENTS, entries);
        return map;
    }

    /**
     * Reads the form that all official SDKs store. Further fields are ignored.
     *
     * @param map a stored profile
     * @return the profile, or null if the map is invalid: a part is missing, or not what it should be
     */
    public static @Nullable UserProfile fromMap(Map<?, ?> map) {
        if (!(map.get(USER_ID) instanceof String userId) || !(map.get(EXPERIMENTS) instanceof Map<?, ?> entries)) {
            return null;
        }
        Map<String, @Nullable String> variationIds = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (!(entry.getKey() instanceof String experiment)
                    || !(entry.getValue() instanceof Map<?, ?> stored)
                    || !isVariation(stored)) {
                return null;
            }
            variationIds.put(experiment, (String) stored.get(VARIATION_ID));
        }
        return new UserProfile(userId, variationIds);
    }

    /** A variation id of null is valid, a missing one is not. */
    private static boolean isVariation(Map<?, ?> stored) {
        Object id = stored.get(VARIATION_ID);
        return id instanceof String || (id == null && stored.containsKey(VARIATION_ID));
    }

    /** {@return the number of variations, nothing about the user} */
    @Override
    public String toString() {
        return "UserProfile[" + variationIds.size() + " variations]";
    }
}
