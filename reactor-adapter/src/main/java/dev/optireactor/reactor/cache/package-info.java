/** Remote answers that are kept for a while, and remote answers that several callers wait for together. */
@NullMarked
package dev.optireactor.reactor.cache;

import org.jspecify.annotations.NullMarked;
