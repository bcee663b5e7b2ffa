package dev.optireactor.reactor.failure;

import dev.optireactor.core.datafile.InvalidDatafileException;

/**
 * Marks a failure whose message may go into a log: it holds neither keys nor user ids.
 *
 * <p>All failures of ours are marked. Of any other only the type is logged, for its message may quote what it failed on;
 * the failure itself goes to the {@code Listener}. An exception of yours which implements this interface is shown as ours
 * are.
 */
public interface Loggable {

    /**
     * Describes a failure for a log or for another failure's message.
     *
     * @param failure any failure
     * @return its message if that may be shown, otherwise the simple name of its type
     */
    static String describe(Throwable failure) {
        boolean shown = failure instanceof Loggable || failure instanceof InvalidDatafileException;
        String message = shown ? failure.getMessage() : null;
        return message == null ? typeOf(failure) : message;
    }

    private static String typeOf(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return name.isEmpty() ? failure.getClass().getName() : name;
    }
}
