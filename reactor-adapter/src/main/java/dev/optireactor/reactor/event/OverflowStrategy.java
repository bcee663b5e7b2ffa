package dev.optireactor.reactor.event;

/** What happens to an event when the queue is full. A decision never waits for the queue, whichever is chosen. */
public enum OverflowStrategy {
    /** The new event is dropped. */
    DROP_NEWEST,
    /** As many of the oldest events as needed are dropped from the queue; those already in a batch are kept. */
    DROP_OLDEST,
    /**
     * A conversion waits, without a thread, until there is room, and the {@code Mono} of {@code trackEvent} completes
     * then. An impression is dropped instead.
     */
    BACKPRESSURE
}
