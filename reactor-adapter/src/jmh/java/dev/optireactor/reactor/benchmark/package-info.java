/** Speed, loss and threads, side by side with the official SDK. */
@NullMarked
package dev.optireactor.reactor.benchmark;

import org.jspecify.annotations.NullMarked;
