package dev.optireactor.reactor.listener;

import dev.optireactor.reactor.failure.Loggable;

/**
 * Receives counts and failures, for metrics and alerts. Every method does nothing by default.
 * <p>
 * Called on whatever thread the thing happened on, event loops included: an implementation must not block. What it
 * throws is logged and otherwise ignored. No argument holds a user id, an attribute or a key, except for what belongs to
 * a failure, see {@link #failed}.
 */
public interface Listener {

    /** {@return a listener that ignores everything} */
    static Listener none() {
        return new Listener() {};
    }

    /**
     * A new revision of the datafile is in use.
     *
     * @param revision the revision
     */
    default void revisionAccepted(String revision) {}

    /**
     * A conversation failed, after its retries.
     * <p>
     * To log the failure, log {@link Loggable#describe} of it: its message if that names neither key nor user, as the
     * messages of all failures of ours, otherwise its type. Do not log its stack trace, its causes or the {@code
     * excerpt()} of a {@code RejectedException}: a cause comes from a store, dispatcher or library as it was thrown, an
     * excerpt from a remote service, and both may quote a user id, an attribute or a key.
     *
     * @param conversation which one
     * @param failure why
     */
    default void failed(Conversation conversation, Throwable failure) {}

    /**
     * A conversation works again after failures.
     *
     * @param conversation which one
     */
    default void recovered(Conversation conversation) {}

    /**
     * Events were acknowledged.
     *
     * @param conversation {@link Conversation#EVENTS} or {@link Conversation#ODP_EVENTS}
     * @param events how many
     * @param bytes their estimated size, as it was counted against the queue
     */
    default void delivered(Conversation conversation, int events, long bytes) {}

    /**
     * Events were dropped.
     *
     * @param conversation {@link Conversation#EVENTS} or {@link Conversation#ODP_EVENTS}
     * @param reason why
     * @param events how many
     * @param bytes their estimated size, as it was counted against the queue
     */
    default void dropped(Conversation conversation, DropReason reason, int events, long bytes) {}

    /**
     * A cache was asked.
     *
     * @param conversation {@link Conversation#SEGMENTS} or {@link Conversation#PREDICTIONS}
     * @param hit whether it had the answer
     */
    default void cacheAsked(Conversation conversation, boolean hit) {}

    /** A subscriber of notifications was too slow, and missed one. */
    default void notificationDropped() {}
}
