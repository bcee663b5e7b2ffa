package dev.optireactor.reactor;

/** Whether a live decision sends impressions. */
public enum LiveImpressions {
    /** None, and no notifications: the live decision only informs. New sticky variations are saved all the same. */
    NONE,
    /** One for each decision that is handed out, under the rules of a usual decision, which also notifies. */
    PER_DECISION
}
