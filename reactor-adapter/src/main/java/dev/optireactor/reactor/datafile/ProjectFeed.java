package dev.optireactor.reactor.datafile;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus.Initializing;
import dev.optireactor.reactor.datafile.DatafileStatus.Interrupted;
import dev.optireactor.reactor.datafile.DatafileStatus.Valid;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.state.Latest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps the project in use: takes projects from a {@link DatafileSource}, puts each new revision into use and then tells
 * those who want to know. Internal: an application meets it as methods of the client.
 *
 * <p>A new revision is first stored, so that {@link #latest()} has it, and then announced: to internal subscribers, to
 * the status, to those who wait for readiness, and to subscribers of {@link #projects()}, all on the thread of the
 * source and without a lock. What fails leaves the project in use alone.
 */
public final class ProjectFeed {

    private static final String REFRESHING = "refresh datafile";
    private static final String WAITING = "wait for the first datafile";

    private final DatafileSource source;
    private final Reporter reporter;
    private final Scheduler worker;
    private final Scheduler timer;
    private final InstantSource clock;
    private final DatafileIntake intake;

    private final Latest<Project> project = new Latest<>(null);
    private final Latest<DatafileStatus> status = new Latest<>(new Initializing());
    private final List<BiConsumer<@Nullable Project, Project>> internals = new CopyOnWriteArrayList<>();
    private final ReadyWaiters<Project> waiters = new ReadyWaiters<>();
    private final Disposable.Swap subscription = Disposables.swap();
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final Mono<Void> close = Mono.<Void>fromRunnable(this::shutdown).cache();
    private volatile boolean sourceEnded;
    private volatile boolean closed;

    /**
     * Creates a feed; nothing happens before {@link #start()}.
     *
     * @param source where datafiles come from
     * @param limits beyond these a datafile is refused
     * @param reporter told of new revisions, failures and recoveries
     * @param worker parses and compiles; stays the caller's
     * @param timer runs readiness timeouts; stays the caller's
     * @param clock stamps the status
     */
    public ProjectFeed(
            DatafileSource source,
            DatafileLimits limits,
            Reporter reporter,
            Scheduler worker,
            Scheduler timer,
            InstantSource clock) {
        this.source = Objects.requireNonNull(source, "source");
        this.reporter = Objects.requireNonNull(reporter, "reporter");
        this.worker = Objects.requireNonNull(worker, "worker");
        this.timer = Objects.requireNonNull(timer, "timer");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.intake = new CompilingIntake(limits, worker, project::get, this::failed, this::confirmed);
    }

    /**
     * Registers an internal subscriber, which hears of every revision that comes into use before anyone outside does.
     * What it throws is logged and stops nobody else.
     *
     * @param subscriber receives the project that was in use before, null for the first one, and the new one; must not
     *     block
     */
    public void onPublish(BiConsumer<@Nullable Project, Project> subscriber) {
        internals.add(Objects.requireNonNull(subscriber, "subscriber"));
    }

    /** Subscribes to the source, on a worker. Returns at once. To be called once, after {@link #onPublish}. */
    public void start() {
        Flux<Project> projects = Flux.defer(() -> source.projects(intake)).subscribeOn(worker);
        subscription.update(projects.subscribe(this::publish, this::sourceFailed, this::sourceCompleted));
    }

    /**
     * Returns the project in use, with one volatile read.
     *
     * @return the project, also after {@link #close()}; null before the first
     */
    public @Nullable Project latest() {
        return project.get();
    }

    /**
     * Emits the project in use, then each one that comes into use.
     *
     * <p>Hot. Signals on the subscribing thread first, then on the thread of the source, mostly a worker, which must
     * not be blocked. A slow subscriber receives the newest project and misses those between.
     *
     * @return completes on {@link #close()}, and at once after it
     */
    public Flux<Project> projects() {
        return project.changes();
    }

    /**
     * Emits the status, then each change of it.
     *
     * <p>Hot. Signals on the subscribing thread first, then on the thread where the status changed, which must not be
     * blocked. A slow subscriber receives the newest status and misses those between.
     *
     * @return completes on {@link #close()}, and at once after it
     */
    public Flux<DatafileStatus> status() {
        return status.changes();
    }

    /**
     * Asks the source to look for a new datafile now; joins a look under way.
     *
     * <p>Cold. Signals on the thread of the source. Cancelling stops the waiting only.
     *
     * @return completes once what was found is in use; fails as the source does, or with {@link ClientClosedException}
     */
    public Mono<Void> refresh() {
        Mono<Void> closedFirst = closing.asMono().then(Mono.error(() -> new ClientClosedException(REFRESHING)));
        return Mono.defer(() -> closed
                        ? Mono.error(new ClientClosedException(REFRESHING))
                        : Mono.firstWithSignal(closedFirst, source.refresh()))
                .checkpoint(REFRESHING);
    }

    /**
     * Waits for a project, without a thread.
     *
     * <p>Cold. Emits on the subscribing thread if there is a project, else on the thread of the source. Cancelling stops
     * the waiting.
     *
     * @param timeout how long to wait; zero to fail at once if there is none
     * @return the project in use; fails with {@link NotReadyException} after the timeout, or at once when the source has
     *     ended without one, with {@link ClientClosedException} on {@link #close()}, and with
     *     {@link java.util.concurrent.RejectedExecutionException} if the timer is disposed of
     */
    public Mono<Project> ready(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return Mono.defer(() -> {
            Project known = project.get();
            if (known != null && !closed) {
                return Mono.just(known);
            }
            return timeout.isZero() || timeout.isNegative()
                    ? Mono.error(closed ? new ClientClosedException(WAITING) : notReady(timeout))
                    // A timer that is gone is a failure of its own, and no wait that is over.
                    : waiters.await(this::answer)
                            .timeout(Mono.delay(timeout, timer), Mono.error(() -> notReady(timeout)));
        });
    }

    /**
     * Cancels the source, fetches in flight included, and ends everything that this feed has given out. The project in
     * use remains readable.
     *
     * <p>Lazy: acts when first subscribed; later subscribers see the same outcome.
     *
     * @return completes when the source is cancelled
     */
    public Mono<Void> close() {
        return close;
    }

    private void shutdown() {
        closed = true;
        closing.tryEmitEmpty();
        waiters.answerAll(this::answer);
        status.end();
        project.end();
        // Last, because a source of the program may throw when it is cancelled.
        subscription.dispose();
    }

    private void publish(Project next) {
        Project previous = project.get();
        if (previous != null && previous.revision().equals(next.revision())) {
            confirmed();
            return;
        }
        project.update(replaced -> next);
        for (BiConsumer<@Nullable Project, Project> internal : internals) {
            tell(internal, previous, next);
        }
        Instant now = clock.instant();
        status.update(replaced -> new Valid(next.revision(), now));
        waiters.answerAll(this::answer);
        status.announce();
        project.announce();
        report(previous, next);
    }

    private void report(@Nullable Project previous, Project next) {
        Logger logger = reporter.logger();
        if (previous == null) {
            logger.info("New datafile set with revision: {}.", next.revision());
        } else {
            logger.info("New datafile set with revision: {}. Old revision: {}", next.revision(), previous.revision());
        }
        if (!next.warnings().isEmpty()) {
            logger.warn(
                    "datafile revision {}: {} part(s) ignored (all are logged at DEBUG), first: {}",
                    next.revision(),
                    next.warnings().size(),
                    next.warnings().get(0));
            next.warnings().forEach(warning -> logger.debug("datafile revision {}: {}", next.revision(), warning));
        }
        reporter.succeeded();
        reporter.tell(listener -> listener.revisionAccepted(next.revision()));
    }

    private void tell(BiConsumer<@Nullable Project, Project> internal, @Nullable Project previous, Project next) {
        try {
            internal.accept(previous, next);
        } catch (Throwable thrown) {
            reporter.logger()
                    .warn(
                            "an internal subscriber failed on revision {}: {}",
                            next.revision(),
                            Loggable.describe(thrown));
        }
    }

    private void confirmed() {
        Project current = project.get();
        if (closed || current == null) {
            return;
        }
        reporter.succeeded();
        Instant now = clock.instant();
        status.update(known -> known instanceof Valid ? known : new Valid(current.revision(), now));
        status.announce();
    }

    private void failed(Throwable failure) {
        interrupted(failure, reporter::failed);
    }

    private void interrupted(Throwable failure, Consumer<Throwable> report) {
        if (closed) {
            return;
        }
        report.accept(failure);
        Instant now = clock.instant();
        status.update(known -> new Interrupted(known instanceof Interrupted earlier ? earlier.since() : now, failure));
        status.announce();
    }

    private void sourceFailed(Throwable failure) {
        interrupted(failure, last -> reporter.failedForGood(last, "the datafile source is not asked again"));
        sourceCompleted();
    }

    private void sourceCompleted() {
        sourceEnded = true;
        waiters.answerAll(this::answer);
    }

    private void answer(MonoSink<Project> waiter) {
        Project known = project.get();
        if (closed) {
            waiter.error(new ClientClosedException(WAITING));
        } else if (known != null) {
            waiter.success(known);
        } else if (sourceEnded) {
            waiter.error(NotReadyException.sourceEnded(lastFailure()));
        }
    }

    private NotReadyException notReady(Duration timeout) {
        return new NotReadyException(timeout, lastFailure());
    }

    private @Nullable Throwable lastFailure() {
        return status.get() instanceof Interrupted last ? last.lastFailure() : null;
    }
}
