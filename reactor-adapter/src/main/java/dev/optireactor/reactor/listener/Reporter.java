package dev.optireactor.reactor.listener;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports one conversation of one client, to its logger and to the {@link Listener}. Internal.
 * <p>
 * Of consecutive failures the first is logged at WARN, the others at DEBUG; the success after them at INFO. A listener
 * that throws disturbs nobody.
 */
public final class Reporter {

    private final Conversation conversation;
    private final Listener listener;
    private final Logger logger;
    private final AtomicLong failures = new AtomicLong();

    /**
     * Creates a reporter.
     *
     * @param conversation what is reported on
     * @param listener the user's listener
     */
    public Reporter(Conversation conversation, Listener listener) {
        this.conversation = conversation;
        this.listener = listener;
        this.logger = LoggerFactory.getLogger(conversation.loggerName());
    }

    /** {@return the conversation's logger} */
    public Logger logger() {
        return logger;
    }

    /**
     * Reports a failure, after retries.
     *
     * @param failure what happened; its message holds neither keys nor user ids
     */
    public void failed(Throwable failure) {
        if (failures.getAndIncrement() == 0) {
            logger.warn("{} (further failures are logged at DEBUG)", describe(failure));
        } else {
            logger.debug("{}", describe(failure));
        }
        tell(observer -> observer.failed(conversation, failure));
    }

    /** Reports a success; says so only if it ends a row of failures. */
    public void succeeded() {
        if (failures.get() == 0) {
            return;
        }
        long ended = failures.getAndSet(0);
        if (ended > 0) {
            logger.info("works again after {} failure(s)", ended);
            tell(observer -> observer.recovered(conversation));
        }
    }

    /**
     * Tells the listener something else.
     *
     * @param call a call of one of its methods
     */
    public void tell(Consumer<Listener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException thrown) {
            logger.warn("listener {} failed: {}", listener.getClass().getName(), describe(thrown));
        }
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
