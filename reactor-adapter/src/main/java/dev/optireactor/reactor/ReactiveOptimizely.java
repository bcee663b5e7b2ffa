package dev.optireactor.reactor;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileStatus;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.notification.Notification;
import dev.optireactor.reactor.settings.Bounds;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A client of one Optimizely Feature Experimentation project: fetches its datafile, decides flags, sends events.
 * <p>
 * An application makes one and keeps it until it ends. Nothing here waits on a thread: building returns at once, and what
 * takes time is a publisher. Two clients share no state. Safe for any number of threads.
 *
 * <pre>{@code
 * ReactiveOptimizely optimizely = ReactiveOptimizely.builder().sdkKey(sdkKey).build();
 * Mono<OptimizelyDecision> decision = optimizely
 *     .createUserContext("user-1", Map.of("country", "US"))
 *     .flatMap(user -> user.decide("checkout"));
 * }</pre>
 */
public final class ReactiveOptimizely {

    private final ClientCore client;
    private final Mono<ClientStatistics> closing;

    ReactiveOptimizely(ClientCore client, Mono<Void> shutdown) {
        this.client = client;
        this.closing = shutdown.then(Mono.fromSupplier(this::statistics)).cache();
    }

    /** {@return a builder with all defaults} */
    public static ReactiveOptimizelyBuilder builder() {
        return new ReactiveOptimizelyBuilder();
    }

    /**
     * Makes a user without attributes; otherwise as {@link #createUserContext(String, Map)}.
     *
     * @param userId the user's id; may be empty
     * @return the user
     */
    public Mono<ReactiveUserContext> createUserContext(String userId) {
        return createUserContext(userId, Map.of());
    }

    /**
     * Makes a user. Works before the first datafile, too.
     * <p>
     * Cold: each subscription makes a new one, on the subscribing thread. The attributes are copied, shallowly, when this
     * method is called. If the project is connected with the data platform and common identifiers are configured, the
     * user is identified there in the background; one that is made before the first datafile is never identified.
     * <p>
     * Any value is kept as an attribute. Conditions and events use texts, booleans, and numbers of the types Byte,
     * Short, Integer, Long, Float and Double that are finite and within ±2^53; a null or anything else, a BigDecimal
     * for example, is as good as absent there. An event holds only attributes that the datafile knows, or that begin
     * with {@code $opt_}. The prediction service of a contextual bandit is sent the attributes that the rule names,
     * <em>whatever they are</em>: nulls, numbers of any type, maps, collections and arrays as JSON, and any other
     * object as its {@code toString()}; only what is not finite, too large or throws is left out. So make no attribute
     * of an object whose text must not leave the process.
     *
     * @param userId the user's id; may be empty
     * @param attributes values by attribute key
     * @return the user
     */
    public Mono<ReactiveUserContext> createUserContext(String userId, Map<String, ?> attributes) {
        UserContext initial = UserContext.of(
                Objects.requireNonNull(userId, "userId"), Objects.requireNonNull(attributes, "attributes"));
        return Mono.fromSupplier(() -> {
            identify(initial.userId());
            return new ReactiveUserContext(client, initial);
        });
    }

    /**
     * Goes on with a user as he was: with the attributes, segments and forced decisions of a snapshot, or of the user in a
     * decision. He is not identified anew.
     * <p>
     * Cold: each subscription makes a new one, on the subscribing thread. Changes of one are not seen by the others.
     *
     * @param snapshot the user
     * @return the user
     */
    public Mono<ReactiveUserContext> createUserContext(UserContext snapshot) {
        Objects.requireNonNull(snapshot, "snapshot");
        return Mono.fromSupplier(() -> new ReactiveUserContext(client, snapshot));
    }

    private void identify(String userId) {
        Project project = client.currentProject();
        if (project != null) {
            client.parts().odpEvents().identify(project, userId);
        }
    }

    /**
     * Waits for the first datafile as long as operations do: up to the readiness timeout, which fails at once if it is
     * zero; otherwise as {@link #ready(Duration)}.
     *
     * @return completes once there is a project
     */
    public Mono<Void> ready() {
        return ready(client.ready());
    }

    /**
     * Waits for the first datafile.
     * <p>
     * Hot underneath: waiting neither starts nor stops anything, and whoever comes later may still succeed. Signals on the
     * thread that compiled the datafile, on the subscribing thread if there is one already, or on the timer's when it is too
     * late. Cancelling stops the waiting.
     *
     * @param timeout how long to wait, from 0 (fails at once if there is none) to 1 h
     * @return completes once there is a project; fails with {@link NotReadyException} after the timeout, or when the source
     *     has ended without a datafile, with {@link ClientClosedException} once the client is closed, and with
     *     {@link java.util.concurrent.RejectedExecutionException} if a timer of your own is disposed of
     */
    public Mono<Void> ready(Duration timeout) {
        return ready(client.parts().feed().ready(Bounds.within("timeout", timeout, Duration.ZERO, Bounds.HOUR)));
    }

    private Mono<Void> ready(Mono<Project> first) {
        return Mono.defer(() -> client.isClosed() ? Mono.error(closedException("ready")) : first)
                .then()
                .checkpoint("ready");
    }

    /** {@return whether there is a project and the client is not closed; never waits} */
    public boolean isReady() {
        return client.currentProject() != null;
    }

    /**
     * Follows the project as it changes.
     * <p>
     * Hot: starts with the current project, if there is one, and goes on with each accepted revision. A slow subscriber
     * misses outdated ones. Signals on the subscribing thread first, then on the thread that compiled the datafile, which must
     * not be blocked: it is the one that polls. Cancelling ends the following and nothing else. Completes when the client is
     * closed.
     *
     * @return the project in use, and each one after it
     */
    public Flux<Project> projects() {
        return client.parts().feed().projects();
    }

    /**
     * Follows how the datafile is doing.
     * <p>
     * Hot: starts with the current status. A slow subscriber misses outdated ones. Signals on the subscribing thread first,
     * then on the thread where the status changed, an event loop or the compiler's, which must not be blocked. Cancelling
     * ends the following and nothing else. Completes when the client is closed.
     *
     * @return the current status, and each change of it
     */
    public Flux<DatafileStatus> status() {
        return client.parts().feed().status();
    }

    /**
     * Fetches the datafile out of turn. A fetch in flight is joined, not repeated. A source of one's own is asked to
     * look for a new one, which it may not be able to; then it completes at once.
     * <p>
     * Cold: asks at each subscription. Signals on the thread that compiled the datafile, or on an event loop or the
     * timer's if there is no new one; none of them must be blocked. Cancelling stops the waiting; the fetch goes on.
     * <p>
     * Polling makes at most 1 + {@code maxRetries} attempts of {@code attemptTimeout} each, after waits of up to 1 s,
     * plus what a {@code Retry-After} asks for, up to 10 s: by default some 70 s, and the time to compile.
     * <p>
     * Fails with
     * <ul>
     *   <li>{@link dev.optireactor.reactor.failure.UnavailableException} if there was no answer, or it was 408, 429 or
     *       5xx, also after the retries,
     *   <li>{@link dev.optireactor.reactor.failure.RejectedException} if the status was any other that is no success,
     *   <li>{@link dev.optireactor.reactor.failure.BodyTooLargeException} if the answer was larger than {@code polling}
     *       allows,
     *   <li>{@link dev.optireactor.reactor.failure.MalformedBodyException} if it was broken, or if compiling it exhausted
     *       the memory,
     *   <li>{@link dev.optireactor.core.datafile.InvalidDatafileException} if the datafile was refused; the project in
     *       use stays,
     *   <li>{@link ClientClosedException} once the client is closed,
     *   <li>whatever a source of one's own fails with.
     * </ul>
     *
     * @return completes when the datafile was fetched and accepted, or has not changed
     */
    public Mono<Void> refresh() {
        return Mono.defer(() -> client.isClosed()
                        ? Mono.error(closedException("refresh"))
                        : client.parts().feed().refresh())
                .then()
                .checkpoint("refresh");
    }

    /**
     * Summarises the project: flags, experiments, variations, variables. Waits for the first datafile as a decision does.
     * <p>
     * Cold. Assembled when it is first asked for, as a rule once for each revision, on the scheduler that compiles
     * datafiles. Those who ask before it is done are told there, where they must not block; later ones are told on the
     * subscribing thread. What waited for the first datafile in vain ends on the timer's thread. Cancelling stops the
     * waiting.
     *
     * @return the summary; empty without a datafile, and once the client is closed
     */
    public Mono<OptimizelyConfig> getOptimizelyConfig() {
        return client.projectOnceReady()
                .flatMap(client.parts().configAssembly()::of)
                .checkpoint("getOptimizelyConfig");
    }

    /**
     * Follows what the client does: decisions, conversions, batches, new revisions.
     * <p>
     * Hot. Signals on the scheduler for what may block, never on the thread that decides: slow and failing subscribers
     * delay and disturb nobody. One that is further behind than {@link ReactiveOptimizelyBuilder#notificationBuffer} allows
     * misses the oldest, which {@link #statistics()} counts. Completes when the client is closed, after what still waits.
     *
     * @return everything from now on
     */
    public Flux<Notification> notifications() {
        return notifications(Notification.class);
    }

    /**
     * Follows one kind of what the client does; otherwise as {@link #notifications()}.
     *
     * @param type the kind
     * @param <T> the kind
     * @return everything of this kind from now on
     */
    public <T extends Notification> Flux<T> notifications(Class<T> type) {
        return client.parts().notifications().notifications(Objects.requireNonNull(type, "type"));
    }

    /**
     * Sends an event to the data platform. Waits for the first datafile as a decision does. The maps are copied when this
     * method is called.
     * <p>
     * Cold: each subscription sends an event of its own. Does not wait for the event to be delivered. Signals on the
     * subscribing thread if there is a datafile or the event is invalid, else on the thread that compiled it or the timer's.
     * Cancelling while it waits withdraws the event.
     *
     * @param type the event's type; null or empty is {@code fullstack}
     * @param action what happened; not empty
     * @param identifiers whose event it is; at least one
     * @param data what else there is to say: texts, booleans, finite numbers, nulls
     * @return whether the event was accepted. Why one was not has been logged; it is counted if it is valid. Never
     *     fails
     */
    public Mono<Boolean> sendOdpEvent(
            @Nullable String type, String action, Map<String, String> identifiers, Map<String, ?> data) {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(identifiers, "identifiers");
        Objects.requireNonNull(data, "data");
        // Once the client is closed the event goes to the closed queue, which counts it and says so.
        Mono<Project> project = client.projectOnceReady()
                .switchIfEmpty(Mono.fromSupplier(() -> client.parts().feed().latest()));
        return client.parts()
                .odpEvents()
                .send(project, type, action, identifiers, data)
                .checkpoint("sendOdpEvent");
    }

    /**
     * Sends what waits, without waiting for batches to fill.
     * <p>
     * It takes as long as delivering or dropping takes: with an endpoint that does not answer, a batch takes all its
     * attempts, and a full queue up to the {@code maxAge} of the events and one attempt. Events for the data platform
     * have no age: there each batch takes all its attempts, {@code concurrency} of them at a time. Put {@code
     * .timeout(..)} behind it where that is too long.
     * <p>
     * Cold: flushes at each subscription. Signals on the timer's thread, also if nothing waits; on an event loop if the
     * data platform is the last to answer; and once the client is closed on the subscribing thread. Cancelling ends the
     * wait; the events stay where they are. Never fails.
     *
     * @return completes when everything that was accepted before is acknowledged or dropped; an event that waits for
     *     room, under {@code OverflowStrategy.BACKPRESSURE}, is not accepted yet
     */
    public Mono<Void> flush() {
        return Mono.when(
                        client.parts().events().flush(),
                        client.parts().odpEvents().flush())
                .checkpoint("flush");
    }

    /** {@return what became of everything that was offered so far; never waits} */
    public ClientStatistics statistics() {
        return new ClientStatistics(
                client.parts().events().statistics(),
                client.parts().odpEvents().statistics(),
                client.parts().notifications().dropped());
    }

    /**
     * Closes the client: refuses new events, stops polling, sends what waits, awaits profile saves, completes all streams,
     * and releases what the client made; what was handed in is left alone. Takes at most the close timeout; what is not
     * acknowledged by then is counted as abandoned.
     * <p>
     * Lazy: acts when first subscribed. Every subscriber sees the same outcome, wherever the last part ended: on an
     * event loop that has closed a connection, the thread that acknowledged the last batch, which may be one of your
     * dispatcher's, the timer's thread, or, if all is over, the subscribing thread. Cancelling does not stop it.
     *
     * @return what became of everything that was ever offered; never fails
     */
    public Mono<ClientStatistics> close() {
        return closing;
    }

    private static ClientClosedException closedException(String operation) {
        return new ClientClosedException(operation);
    }
}
