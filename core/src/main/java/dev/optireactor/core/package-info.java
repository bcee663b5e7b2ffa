/** The synchronous facade of the kernel: compile a datafile, decide. */
@NullMarked
package dev.optireactor.core;

import org.jspecify.annotations.NullMarked;
