/**
 * A stand-in for Optimizely's services inside the process, for tests and for trying things out without an account.
 */
@NullMarked
package dev.optireactor.reactor.testing;

import org.jspecify.annotations.NullMarked;
