/** What the client asks of the schedulers that a program gives it. */
@NullMarked
package dev.optireactor.reactor.scheduler;

import org.jspecify.annotations.NullMarked;
