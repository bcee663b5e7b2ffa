/** Speed and memory, side by side with the official SDK and LaunchDarkly's. */
@NullMarked
package dev.optireactor.core.benchmark;

import org.jspecify.annotations.NullMarked;
