package dev.optireactor.core.decision;

/**
 * Which generation of the product's holdout rules decides. The official SDKs changed them during 2026; services in
 * several languages that must agree have to use the same generation.
 */
public enum DecisionSemantics {
    /** Any holdout hit ends the flag (Java 4.5, JavaScript 6.5, Python 5.6). */
    JULY_2026(false, false),
    /**
     * A global holdout that excludes targeted deliveries skips the experiment rules only; the delivery rules still decide
     * (Java 4.6, JavaScript 6.6, Python 5.7).
     */
    SEPTEMBER_2026(true, false),
    /**
     * Also, a local holdout keeps the user out of its rule only; the remaining rules decide (Java 4.7, JavaScript 6.7, Go
     * 2.7). The newest.
     */
    NOVEMBER_2026(true, true);

    private final boolean deferOnExcludedDeliveries;
    private final boolean continueAfterLocalHoldout;

    DecisionSemantics(boolean deferOnExcludedDeliveries, boolean continueAfterLocalHoldout) {
        this.deferOnExcludedDeliveries = deferOnExcludedDeliveries;
        this.continueAfterLocalHoldout = continueAfterLocalHoldout;
    }

    boolean deferOnExcludedDeliveries() {
        return deferOnExcludedDeliveries;
    }

    boolean continueAfterLocalHoldout() {
        return continueAfterLocalHoldout;
    }
}
