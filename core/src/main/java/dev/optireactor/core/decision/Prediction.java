package dev.optireactor.core.decision;

/** What the prediction service answered for one bandit rule. */
public sealed interface Prediction {

    /**
     * A variation was predicted.
     *
     * @param variationId its id, which the rule may or may not have
     * @param cmabUuid the id under which it was asked for, which the impression carries
     */
    record Predicted(String variationId, String cmabUuid) implements Prediction {}

    /**
     * There is no prediction; the flag becomes an error decision.
     *
     * @param message why
     */
    record Failed(String message) implements Prediction {}
}
