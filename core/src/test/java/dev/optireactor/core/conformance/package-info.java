/** Replays language-neutral vectors, answers recorded from the official SDKs, through the public API of the kernel. */
@NullMarked
package dev.optireactor.core.conformance;

import org.jspecify.annotations.NullMarked;
