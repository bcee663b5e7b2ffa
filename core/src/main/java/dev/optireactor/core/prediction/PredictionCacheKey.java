package dev.optireactor.core.prediction;

/** Where a prediction is kept. */
public final class PredictionCacheKey {

    private PredictionCacheKey() {}

    /**
     * {@return the key of a user's prediction for a rule; equal to the Python SDK's, so that a cache can be shared}
     *
     * @param userId the user; the length of the id, in code points, keeps ids apart that contain a hyphen
     * @param ruleId the rule
     */
    public static String of(String userId, String ruleId) {
        return userId.codePointCount(0, userId.length()) + "-" + userId + "-" + ruleId;
    }
}
