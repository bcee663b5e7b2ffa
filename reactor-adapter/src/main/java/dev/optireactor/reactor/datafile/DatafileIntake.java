package dev.optireactor.reactor.datafile;

import dev.optireactor.core.project.Project;
import reactor.core.publisher.Mono;

/**
 * What the client gives to its {@link DatafileSource}: makes projects of datafiles, and takes note of how the source is
 * doing. Thread-safe.
 */
public interface DatafileIntake {

    /**
     * Parses and compiles a datafile.
     *
     * <p>Cold. The work is done on a worker of the client, never on the subscribing thread, and the project is emitted
     * there. Does not put the project into use: emit it from {@link DatafileSource#projects} for that. Does not report
     * a failure either: tell {@link #failed}.
     *
     * @param datafile its bytes in UTF-8; must not be modified afterwards
     * @return one project, the one in use if the revision is the same; fails with
     *     {@link dev.optireactor.core.datafile.InvalidDatafileException} if the datafile is refused
     */
    Mono<Project> accept(byte[] datafile);

    /**
     * Notes that an attempt to get a datafile failed, after its retries. The project in use stays.
     *
     * @param failure why; its message goes to the log, so it must hold neither keys nor tokens
     */
    void failed(Throwable failure);

    /** Notes that an attempt found the datafile unchanged: the project in use is up to date. */
    void confirmed();
}
