package dev.optireactor.reactor.listener;

/** Why an event was not delivered. */
public enum DropReason {
    /** The queue was full, in events or in bytes. */
    QUEUE_FULL,
    /** There was no datafile in time to make the event from. */
    NOT_READY,
    /** The datafile does not know the event. */
    UNKNOWN_EVENT,
    /** The client was already closed. */
    CLOSED,
    /** The event could not be written as JSON, or is larger than a batch may be. */
    UNSERIALIZABLE,
    /** The endpoint or dispatcher refused the batch in a way that no retry can change, or the retry policy failed. */
    REJECTED,
    /** All attempts failed. */
    RETRIES_EXHAUSTED,
    /** The event became older than the limit before an attempt succeeded. */
    EXPIRED,
    /** The client was closed, and the deadline passed before the event was acknowledged. */
    ABANDONED,
    /** There is nowhere to send it: the data platform is not connected with the project. */
    NOT_INTEGRATED
}
