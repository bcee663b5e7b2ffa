/** The conversation with the prediction service of contextual bandits (CMAB). */
@NullMarked
package dev.optireactor.reactor.prediction;

import org.jspecify.annotations.NullMarked;
