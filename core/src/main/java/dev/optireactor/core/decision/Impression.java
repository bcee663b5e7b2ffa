package dev.optireactor.core.decision;

import dev.optireactor.core.project.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * That a user was shown something, as an impression event tells it.
 *
 * @param outcome what was shown, or the holdout that kept the user out
 * @param cmabUuid the id of the prediction; null without one
 */
public record Impression(Outcome outcome, @Nullable String cmabUuid) {}
