package dev.optireactor.core.benchmark;

/** The flags that are decided one at a time. */
public enum Scenario {
    /** An experiment for everyone. */
    AB("plain_ab_checkout"),
    /** An experiment for an audience of three conditions, which all users meet. */
    AUDIENCE_AB("audience_ab_checkout"),
    /** Five delivery rules whose audiences nobody meets, then everyone else. */
    FIVE_DELIVERIES("five_deliveries_checkout");

    private final String flagKey;

    Scenario(String flagKey) {
        this.flagKey = flagKey;
    }

    String flagKey() {
        return flagKey;
    }
}
