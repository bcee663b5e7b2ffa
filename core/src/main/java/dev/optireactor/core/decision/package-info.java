/** The ordered rules of a decision: forced, holdout, experiment, delivery; and what a decision still needs. */
@NullMarked
package dev.optireactor.core.decision;

import org.jspecify.annotations.NullMarked;
