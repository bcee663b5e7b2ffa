package dev.optireactor.reactor.datafile;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.transport.RetryPolicy;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Fetches the datafile over HTTP, at once and then after each pause. Internal: an application configures it through
 * {@link PollingSettings}. Serves one subscriber.
 *
 * <p>One loop does it all, so that two fetches never overlap: fetch, emit, tell those who asked for a refresh, save,
 * pause. Nothing that fails ends the loop; only cancelling does, and it cancels whichever of these is under way. Before
 * the loop, the last known good datafile is emitted, or the fallback datafile if there is none.
 */
public final class PollingDatafileSource implements DatafileSource {

    private static final Logger LOGGER = LoggerFactory.getLogger(Conversation.DATAFILE.loggerName());
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);

    private final PollingSettings settings;
    private final Scheduler timer;
    private final DatafileFetch fetch;
    private final PollingSchedule schedule;
    private final @Nullable LastKnownGoodFile file;
    private volatile PollingRound round = new PollingRound();
    // How the last poll ended; read and written by the loop only, one stage after the other.
    private @Nullable Throwable failure;
    private byte @Nullable [] unsaved;

    /**
     * Creates a source; nothing happens before it is subscribed to.
     *
     * @param settings what to fetch, and when
     * @param transport sends the requests; stays the caller's
     * @param timer runs the pauses; stays the caller's
     * @param blocking reads and writes the last known good datafile; may be blocked, stays the caller's
     * @param random numbers from 0 (inclusive) to 1 (exclusive), for jitter
     */
    public PollingDatafileSource(
            PollingSettings settings, Transport transport, Scheduler timer, Scheduler blocking, DoubleSupplier random) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.timer = Objects.requireNonNull(timer, "timer");
        RetryPolicy retries = RetryPolicy.builder()
                .maxRetries(settings.maxRetries())
                .firstDelay(FIRST_RETRY)
                .maxDelay(LONGEST_RETRY)
                .build();
        this.fetch = new DatafileFetch(settings, transport, retries.on(timer, random));
        this.schedule = new PollingSchedule(settings.interval(), random);
        this.file = LastKnownGoodFile.of(settings, timer, blocking);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Emits on the worker of the intake. Never completes, never fails. Cancelling cancels a request in flight.
     */
    @Override
    public Flux<Project> projects(DatafileIntake intake) {
        return Flux.concat(local(intake), polls(intake))
                .doOnSubscribe(started -> LOGGER.info(
                        "polling starts: SDK key {}, every {} s",
                        Masked.of(settings.sdkKey()),
                        settings.interval().toSeconds()))
                .checkpoint("poll datafile");
    }

    /**
     * Fetches now. Joins a fetch in flight; otherwise ends the pause.
     *
     * <p>Cold. Signals on the worker of the intake, or where the fetch failed. Cancelling stops the waiting only.
     *
     * @return completes once the datafile is in use or was found unchanged; fails as the fetch does
     */
    @Override
    public Mono<Void> refresh() {
        return Mono.defer(() -> round.ask());
    }

    private Mono<Project> local(DatafileIntake intake) {
        return saved(intake).switchIfEmpty(Mono.defer(() -> fallback(intake)));
    }

    private Mono<Project> saved(DatafileIntake intake) {
        return file == null
                ? Mono.empty()
                : file.read().flatMap(intake::accept).onErrorResume(refusal -> ignored("last known good", refusal));
    }

    private Mono<Project> fallback(DatafileIntake intake) {
        byte[] fallback = settings.fallbackDatafile();
        return fallback == null
                ? Mono.empty()
                : intake.accept(fallback).onErrorResume(refusal -> ignored("fallback", refusal));
    }

    private static Mono<Project> ignored(String kind, Throwable refusal) {
        LOGGER.warn("Error parsing {} datafile. It is ignored: {}", kind, Loggable.describe(refusal));
        return Mono.empty();
    }

    private Flux<Project> polls(DatafileIntake intake) {
        return Flux.defer(() -> poll(intake)).repeatWhen(polled -> polled.concatMap(emitted -> rest()));
    }

    private Mono<Project> poll(DatafileIntake intake) {
        return fetch.from(intake)
                .doOnSuccess(this::succeeded)
                .map(DatafileFetch.Accepted::project)
                .onErrorResume(thrown -> {
                    failed(thrown);
                    intake.failed(thrown);
                    return Mono.empty();
                });
    }

    private void succeeded(DatafileFetch.@Nullable Accepted accepted) {
        schedule.succeeded();
        failure = null;
        unsaved = accepted == null ? null : accepted.answer().body();
    }

    private void failed(Throwable thrown) {
        failure = thrown;
        unsaved = null;
        if (schedule.failed(thrown)) {
            // That it was refused, and with which status, is reported by the one who takes note of the failure.
            LOGGER.info(
                    "polling slows down (consider rechecking SDK key {}): the next attempt is in {} s",
                    Masked.of(settings.sdkKey()),
                    schedule.pause().toSeconds());
        }
    }

    private Mono<Long> rest() {
        PollingRound ended = round;
        PollingRound next = new PollingRound();
        round = next;
        ended.end(failure);
        return save().then(Mono.defer(() -> next.pause(schedule.pause(), timer)));
    }

    private Mono<Void> save() {
        byte[] datafile = unsaved;
        unsaved = null;
        return file == null || datafile == null ? Mono.empty() : file.write(datafile);
    }
}
