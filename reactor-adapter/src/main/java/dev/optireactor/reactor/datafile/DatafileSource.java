package dev.optireactor.reactor.datafile;

import dev.optireactor.core.project.Project;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Where a client takes its datafiles from. Polling is built in; implement this interface to receive them in another
 * way.
 *
 * <p>A source hands the bytes to the {@link DatafileIntake} and passes on what comes back:
 * <pre>{@code
 * public Flux<Project> projects(DatafileIntake intake) {
 *     return messages().concatMap(message -> intake.accept(message.bytes()).onErrorResume(failure -> {
 *         intake.failed(failure);
 *         return Mono.empty();
 *     }));
 * }
 * }</pre>
 */
public interface DatafileSource {

    /**
     * Emits each accepted project, in order. The client puts it into use unless its revision is in use already.
     *
     * <p>The client subscribes once, asks for an unlimited number, and cancels when it is closed; cancelling must end
     * what is under way. A source that completes leaves the last project in use. One that fails does too, and the
     * failure is reported; a source that means to go on must therefore catch its failures and tell the intake.
     *
     * @param intake makes projects of datafiles and takes note of failures
     * @return a cold publisher with serialised signals, on any thread
     */
    Flux<Project> projects(DatafileIntake intake);

    /**
     * Looks for a new datafile now. The default does nothing, which suits sources that cannot look.
     *
     * <p>Cold. The client stops waiting when it is closed, so a source need not.
     *
     * @return completes once the project found, if any, was emitted; fails if looking failed
     */
    default Mono<Void> refresh() {
        return Mono.empty();
    }

    /**
     * Makes a source of one datafile that never changes.
     *
     * @param datafile its bytes in UTF-8; copied
     * @return a source that is ready as soon as the datafile is parsed
     */
    static DatafileSource of(byte[] datafile) {
        return new StaticDatafileSource(datafile.clone());
    }

    /**
     * Makes a source of datafiles that come by themselves, such as from a message broker. A datafile that is refused is
     * reported and skipped. While one is being parsed, only the newest of those that follow is kept.
     *
     * @param datafiles bytes in UTF-8, which must not be modified afterwards; subscribed once per client, and cancelled
     *     when the client is closed
     * @return a source of them
     */
    static DatafileSource of(Publisher<byte[]> datafiles) {
        return new PushedDatafileSource(Objects.requireNonNull(datafiles, "datafiles"));
    }
}
