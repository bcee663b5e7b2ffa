/** What the outside may observe of a client: failures, recoveries and counts, by conversation. */
@NullMarked
package dev.optireactor.reactor.listener;

import org.jspecify.annotations.NullMarked;
