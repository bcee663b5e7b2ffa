/** Request and answer of the contextual bandit prediction service, as text. */
@NullMarked
package dev.optireactor.core.prediction;

import org.jspecify.annotations.NullMarked;
