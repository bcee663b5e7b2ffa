/** Audience conditions, compiled once and answered with three truth values. */
@NullMarked
package dev.optireactor.core.condition;

import org.jspecify.annotations.NullMarked;
