/**
 * One HTTP exchange at a time: bounded in time and size, cancellable, and with its failures named.
 */
@NullMarked
package dev.optireactor.reactor.transport;

import org.jspecify.annotations.NullMarked;
