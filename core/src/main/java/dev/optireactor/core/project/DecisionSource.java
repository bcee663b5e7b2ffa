package dev.optireactor.core.project;

/** Which kind of rule a decision comes from. */
public enum DecisionSource {
    /** An experiment rule, or a forced decision of a flag. */
    FEATURE_TEST("feature-test"),
    /** A delivery rule, or no rule at all. */
    ROLLOUT("rollout"),
    /** A holdout. */
    HOLDOUT("holdout");

    private final String wireName;

    DecisionSource(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the name of the source in events} */
    public String wireName() {
        return wireName;
    }
}
