package dev.optireactor.reactor.listener;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Warns of what may happen at every call: of each kind at WARN once, and at DEBUG from then on. Internal.
 * <p>
 * A kind is a template, so that there are no more of them than are written in the code. What the program makes mistakes with,
 * such as the key of an event, is warned of one by one, but not for ever.
 */
public final class Warnings {

    /** So many subjects of all templates are warned of one by one. They are remembered, so that there must be a limit. */
    private static final int MOST_SUBJECTS = 100;

    private final Logger logger;
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private final Set<WarnedOf> subjects = ConcurrentHashMap.newKeySet();

    /** Another template says something else about the same subject. */
    private record WarnedOf(String template, String subject) {}

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

    /**
     * Warns of each subject once for each template, 100 times in all; then of each template once more, to say that further
     * ones are logged at DEBUG.
     *
     * @param template a constant text with a pair of braces for the subject
     * @param subject what the warning is about; no personal data
     */
    public void warnOfEach(String template, String subject) {
        WarnedOf warnedOf = new WarnedOf(template, subject);
        if (subjects.size() < MOST_SUBJECTS && subjects.add(warnedOf)) {
            logger.warn(template + " (repetitions are logged at DEBUG)", subject);
        } else if (subjects.contains(warnedOf)) {
            logger.debug(template, subject);
        } else {
            warn(template, subject);
        }
    }
}
