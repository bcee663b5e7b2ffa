/** The synchronous facade of the kernel: compile a datafile, decide, build events. */
@NullMarked
package dev.optireactor.core;

import org.jspecify.annotations.NullMarked;
