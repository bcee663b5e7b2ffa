package dev.optireactor.reactor.datafile;

import java.time.Instant;

/** How a client is supplied with datafiles. */
public sealed interface DatafileStatus {

    /** Nothing has arrived yet, and nothing has failed. */
    record Initializing() implements DatafileStatus {}

    /**
     * A project is in use, and the last attempt to get a datafile succeeded.
     *
     * @param revision the project's revision
     * @param since when this revision came into use, or when attempts succeeded again after failures
     */
    record Valid(String revision, Instant since) implements DatafileStatus {}

    /**
     * The last attempt to get a datafile failed. A project that was in use before remains in use.
     *
     * @param since when the first of these failures happened
     * @param lastFailure why the last attempt failed
     */
    record Interrupted(Instant since, Throwable lastFailure) implements DatafileStatus {}
}
