/** Decisions and impressions of small projects, written as tables. */
@NullMarked
package dev.optireactor.core.scenario;

import org.jspecify.annotations.NullMarked;
