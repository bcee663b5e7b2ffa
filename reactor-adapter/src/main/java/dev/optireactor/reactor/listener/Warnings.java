package dev.optireactor.reactor.listener;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Warns of what may happen at every call: of each kind at WARN once, and at DEBUG from then on. Internal.
 * <p>
 * A kind is a template, so that there are no more of them than are written in the code.
 */
public final class Warnings {

    private final Logger logger;
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();

    /**
     * Starts with nothing said.
     *
     * @param logger says it
     */
    public Warnings(Logger logger) {
        this.logger = logger;
    }

    /**
     * Warns.
     *
     * @param template the kind: a constant text with a pair of braces for each argument
     * @param arguments what fills the braces
     */
    public void warn(String template, Object... arguments) {
        if (kinds.add(template)) {
            logger.warn(template + " (further ones are logged at DEBUG)", arguments);
        } else {
            logger.debug(template, arguments);
        }
    }
}
