package dev.optireactor.reactor.notification;

import org.jspecify.annotations.Nullable;

/**
 * A new revision of the datafile is in use; decisions already see it. Sent for the first revision as well.
 *
 * @param sdkKey the datafile's own SDK key; null if it does not say
 * @param revision the new revision
 * @param previousRevision the one before; null if there was none
 */
public record ConfigUpdateNotification(
        @Nullable String sdkKey, String revision, @Nullable String previousRevision) implements Notification {

    /** {@return the revisions; not the SDK key, which does not belong into logs} */
    @Override
    public String toString() {
        return "ConfigUpdateNotification[revision=" + revision + ", previousRevision=" + previousRevision + "]";
    }
}
