@NullMarked
package dev.optireactor.core.prediction;

import org.jspecify.annotations.NullMarked;
