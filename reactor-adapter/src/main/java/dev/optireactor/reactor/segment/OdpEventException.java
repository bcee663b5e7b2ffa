package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.listener.DropReason;
import org.jspecify.annotations.Nullable;

/** Events could not be sent to the Data Platform, and were dropped. Seen by listeners only. */
public final class OdpEventException extends RuntimeException implements Loggable {

    private static final long serialVersionUID = 1L;

    /** As what the events are counted. */
    private final DropReason reason;

    OdpEventException(String reason, DropReason dropReason, @Nullable Throwable cause) {
        super("ODP event send failed (" + reason + ").", cause, true, false);
        this.reason = dropReason;
    }

    /** {@return as what the events are counted} */
    public DropReason reason() {
        return reason;
    }
}
