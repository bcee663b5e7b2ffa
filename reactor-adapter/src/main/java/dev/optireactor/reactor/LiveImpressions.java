package dev.optireactor.reactor;

/** Whether a live decision sends impressions. */
public enum LiveImpressions {
    /** None: the live decision only informs. */
    NONE,
    /** One for each decision that is handed out, under the rules of a usual decision. */
    PER_DECISION
}
