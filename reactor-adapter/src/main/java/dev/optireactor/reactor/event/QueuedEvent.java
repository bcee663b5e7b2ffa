package dev.optireactor.reactor.event;

import dev.optireactor.core.event.UserEvent;

/**
 * An event that was accepted.
 *
 * @param event the event
 * @param bytes its estimated size
 * @param since when it was accepted, in nanoseconds of the monotonic clock
 */
record QueuedEvent(UserEvent event, int bytes, long since) {

    /** How long ago it was accepted, in nanoseconds. */
    long age(long now) {
        return now - since;
    }
}
