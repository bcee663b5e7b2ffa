/** The summary of a project that programs may read: {@code OptimizelyConfig}. */
@NullMarked
package dev.optireactor.core.config;

import org.jspecify.annotations.NullMarked;
