/** What a client did, for whoever wants to listen. */
@NullMarked
package dev.optireactor.reactor.notification;

import org.jspecify.annotations.NullMarked;
