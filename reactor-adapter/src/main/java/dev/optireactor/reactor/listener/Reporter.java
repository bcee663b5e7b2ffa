package dev.optireactor.reactor.listener;

import dev.optireactor.reactor.failure.Loggable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports one conversation of one client, to its logger and to the {@link Listener}. Internal.
 * <p>
 * Of consecutive failures the first of each type is logged at WARN, the others at DEBUG; the success after them at INFO.
 * Nothing here fails: a listener that throws, whatever it is, disturbs nobody.
 */
public final class Reporter {

    private final Conversation conversation;
    private final Listener listener;
    private final Logger logger;
    private final Warnings warnings;
    private final AtomicLong failures = new AtomicLong();
    private final Set<Class<?>> types = ConcurrentHashMap.newKeySet();

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
        this.warnings = new Warnings(logger);
    }

    /** {@return the conversation's logger} */
    public Logger logger() {
        return logger;
    }

    /**
     * Warns of what may happen at every call, as {@link Warnings} do.
     *
     * @param template the kind: a constant text with a pair of braces for each argument
     * @param arguments what fills the braces
     */
    public void warn(String template, Object... arguments) {
        warnings.warn(template, arguments);
    }

    /**
     * Reports a failure, after retries.
     *
     * @param failure what happened; its message is shown only if it is {@link Loggable}
     */
    public void failed(Throwable failure) {
        failed(failure, Loggable.describe(failure));
    }

    /**
     * Reports a failure, after retries, that had a consequence.
     *
     * @param failure what happened; its message is shown only if it is {@link Loggable}
     * @param consequence what it led to, without keys and user ids
     */
    public void failedWith(Throwable failure, String consequence) {
        failed(failure, Loggable.describe(failure) + "; " + consequence);
    }

    private void failed(Throwable failure, String message) {
        failures.incrementAndGet();
        if (types.add(failure.getClass())) {
            logger.warn("{} (further failures are logged at DEBUG)", message);
        } else {
            logger.debug("{}", message);
        }
        tell(observer -> observer.failed(conversation, failure));
    }

    /**
     * Reports a failure after which there is no other, so that it is always worth a warning.
     *
     * @param failure what happened; its message is shown only if it is {@link Loggable}
     * @param consequence what has come to its end
     */
    public void failedForGood(Throwable failure, String consequence) {
        failures.incrementAndGet();
        logger.warn("{}; {}", Loggable.describe(failure), consequence);
        tell(observer -> observer.failed(conversation, failure));
    }

    /** Reports a success; says so only if it ends a row of failures. */
    public void succeeded() {
        if (failures.get() == 0) {
            return;
        }
        long ended = failures.getAndSet(0);
        if (ended > 0) {
            types.clear();
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
        } catch (Throwable thrown) {
            // Errors too: a metrics library of the wrong version must not end what it only counts.
            warnings.warn("listener {} failed: {}", listener.getClass().getName(), Loggable.describe(thrown));
        }
    }
}
