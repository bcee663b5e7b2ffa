package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.reactor.segment.OdpSegmentOption;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * A user, for whom flags are decided and events tracked. Made by {@link ReactiveOptimizely#createUserContext}.
 * <p>
 * Every operation is cold: it does nothing until it is subscribed, and does it anew for each subscription. The user's
 * state (attributes, segments, forced decisions) is read once, at subscription, so that a whole {@code decideAll} sees
 * one user and one project revision. Safe for any number of threads. Nothing here waits on a thread, and nothing fails
 * because of a flag: unknown flags, failed audiences and missing datafiles are decisions with reasons.
 * <p>
 * Null arguments throw {@link NullPointerException} at once, unless they are marked nullable.
 */
public final class ReactiveUserContext {

    private final ClientCore client;
    private final UserState state;

    ReactiveUserContext(ClientCore client, UserContext initial) {
        this.client = client;
        this.state = new UserState(initial);
    }

    /** {@return the user's id; may be empty} */
    public String userId() {
        return state.snapshot().userId();
    }

    /** {@return the user as he is now, as an immutable value} */
    public UserContext snapshot() {
        return state.snapshot();
    }

    /**
     * Sets an attribute, for decisions and events from then on.
     *
     * @param key the attribute's key
     * @param value its value; {@link ReactiveOptimizely#createUserContext(String, Map)} says what it may be, and who is
     *     sent it. Null is as good as absent for audiences and events, but the prediction service is sent it
     * @return this context, on the subscribing thread
     */
    public Mono<ReactiveUserContext> setAttribute(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "key");
        return change(user -> user.withAttribute(key, value));
    }

    /**
     * Reads the attributes.
     *
     * @return an immutable copy, on the subscribing thread
     */
    public Mono<Map<String, @Nullable Object>> getAttributes() {
        return Mono.fromSupplier(() -> state.snapshot().attributes());
    }

    /**
     * Decides one flag.
     * <p>
     * Emits exactly one decision, never empty; an unknown flag is a decision without variation and with a reason. Before
     * the first datafile it waits, without a thread, up to the readiness timeout, unless an operation has done so in
     * vain before; without one by then, and once the client is closed, the decision says that the SDK is not configured.
     * Signals on the subscribing thread if it need not wait and nothing remote is needed, else on the thread that compiled
     * the datafile or brought the last fact, and after a wait in vain on the timer's. Its impression is sent when the
     * decision is emitted; cancelling before abandons what is fetched for it, and sends none.
     *
     * @param key the flag's key
     * @param options how, in addition to the client's default options; {@code ENABLED_FLAGS_ONLY} has no effect
     * @return the decision
     */
    public Mono<OptimizelyDecision> decide(String key, OptimizelyDecideOption... options) {
        Objects.requireNonNull(key, "key");
        DecideOptions effective = client.parts().defaultOptions().plus(options);
        return DecisionMono.of(client, state, key, effective);
    }

    /**
     * Decides several flags, with one project and one user for all.
     * <p>
     * Facts that the flags need from elsewhere are fetched together, before the first decision is emitted. Each flag's
     * impression is sent when its decision is emitted. Waits for the first datafile as {@link #decide} does; empty
     * without one, and once the client is closed. A slow subscriber holds up nothing: the decisions are made, and are
     * handed out as they are requested; those that are never requested send no impressions. Threads and cancellation as
     * for {@link #decide}.
     *
     * @param keys the flags' keys; one that is given twice is decided once
     * @param options how, in addition to the client's default options
     * @return the decisions in the order of the keys
     */
    public Flux<OptimizelyDecision> decideForKeys(Collection<String> keys, OptimizelyDecideOption... options) {
        List<String> copy = List.copyOf(Objects.requireNonNull(keys, "keys"));
        DecideOptions effective = client.parts().defaultOptions().plus(options);
        return decideMany(user -> DecisionRequest.decideForKeys(user, copy, effective))
                .checkpoint("decideForKeys");
    }

    /**
     * Decides all flags; otherwise as {@link #decideForKeys}.
     *
     * @param options how, in addition to the client's default options
     * @return the decisions in datafile order
     */
    public Flux<OptimizelyDecision> decideAll(OptimizelyDecideOption... options) {
        DecideOptions effective = client.parts().defaultOptions().plus(options);
        return decideMany(user -> DecisionRequest.decideAll(user, effective)).checkpoint("decideAll");
    }

    private Flux<OptimizelyDecision> decideMany(Function<UserContext, DecisionRequest> request) {
        // As a Mono, because Flux.flatMap would hand out 32 decisions before the first is requested.
        return Mono.defer(() -> client.settleOnceReady(client.parts().flow().prepare(request.apply(state.snapshot()))))
                .flatMapMany(settled -> Flux.deferContextual(context -> handOut(settled, context)));
    }

    private Flux<OptimizelyDecision> handOut(Settled settled, ContextView context) {
        return Flux.fromIterable(settled.decided().flags()).handle((flag, sink) -> {
            OptimizelyDecision decision = client.parts().consequences().handOut(settled, flag, context);
            if (flag.included()) {
                sink.next(decision);
            }
        });
    }

    /**
     * Decides one flag now, and again whenever a new project, attribute, forced decision or segment list changes the
     * outcome for this user. No impressions are sent and no {@code DecisionNotification} is published, but new sticky
     * variations are saved; otherwise as {@link #decisions(String, LiveImpressions, OptimizelyDecideOption...)}.
     *
     * @param key the flag's key
     * @param options how, in addition to the client's default options
     * @return the current decision, then each change of it
     */
    public Flux<OptimizelyDecision> decisions(String key, OptimizelyDecideOption... options) {
        return decisions(key, LiveImpressions.NONE, options);
    }

    /**
     * Decides one flag now, and again whenever a new project, attribute, forced decision or segment list changes the
     * outcome for this user.
     * <p>
     * Cold: each subscription follows anew, and cancelling ends it, together with what is fetched for it. Starts with the
     * current decision. Before the first datafile it waits up to the readiness timeout; without one by then it starts with
     * the decision that says that the SDK is not configured, and goes on as soon as there is one. A change cancels what is
     * being fetched for the state before it: as long as a user changes faster than predictions are answered, there is none.
     * <p>
     * Consecutive decisions differ in variation, rule, enabled or variables, those that report an error also in their
     * reasons alone. New sticky variations are saved, with and without impressions. A subscriber that is slow misses
     * outdated decisions, never the latest. Signals on the subscribing thread first, then on the one that made the
     * change or brought the last fact, and after a wait in vain on the timer's. Completes when the client is closed;
     * never fails.
     *
     * @param key the flag's key
     * @param impressions whether the decisions that are emitted send impressions and are notified
     * @param options how, in addition to the client's default options
     * @return the current decision, then each change of it
     */
    public Flux<OptimizelyDecision> decisions(
            String key, LiveImpressions impressions, OptimizelyDecideOption... options) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(impressions, "impressions");
        DecideOptions effective = client.parts().defaultOptions().plus(options);
        return new LiveDecisions(client, state, key, effective, impressions)
                .decisions()
                .checkpoint("decisions");
    }

    /**
     * Tracks a conversion without tags; otherwise as {@link #trackEvent(String, Map)}.
     *
     * @param eventKey the event's key
     * @return completes when the event is accepted
     */
    public Mono<Void> trackEvent(String eventKey) {
        Objects.requireNonNull(eventKey, "eventKey");
        return Mono.defer(() -> client.track(state.snapshot(), eventKey, null));
    }

    /**
     * Tracks a conversion.
     * <p>
     * Completes when the event is in the queue, or was dropped because the queue is full, which {@link
     * ReactiveOptimizely#statistics()} counts; under {@code OverflowStrategy.BACKPRESSURE} it waits for room, and cancelling
     * withdraws the event. An event that the datafile does not know is logged, counted as dropped and not sent. Before the
     * first datafile it waits as {@link #decide} does, and without one the event is counted as dropped. Signals on the
     * subscribing thread, or after a wait on the thread that ended it. Never fails.
     *
     * @param eventKey the event's key
     * @param tags values that describe the conversion, copied when this method is called; {@code revenue} in integral
     *     minor units and a numeric {@code value} are measured, others are passed on. Nulls and numbers that are not finite
     *     are left out
     * @return completes when the event is accepted
     */
    public Mono<Void> trackEvent(String eventKey, Map<String, ?> tags) {
        Objects.requireNonNull(eventKey, "eventKey");
        Map<String, @Nullable Object> copy =
                Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(tags, "tags")));
        return Mono.defer(() -> client.track(state.snapshot(), eventKey, copy));
    }

    /**
     * Forces a flag, or a rule of a flag, to a variation for this user. Nothing is checked before a flag is decided; a
     * variation that the flag does not have is then ignored, with a reason.
     *
     * @param context what is forced
     * @param decision the variation it is forced to
     * @return true, on the subscribing thread
     */
    public Mono<Boolean> setForcedDecision(OptimizelyDecisionContext context, OptimizelyForcedDecision decision) {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(decision, "decision");
        return change(user -> user.withForcedDecision(context, decision)).thenReturn(true);
    }

    /**
     * Reads a forced decision.
     *
     * @param context exactly what it was set for: a flag's is not found for its rules, nor the reverse
     * @return the forced decision, on the subscribing thread; empty if there is none
     */
    public Mono<OptimizelyForcedDecision> getForcedDecision(OptimizelyDecisionContext context) {
        Objects.requireNonNull(context, "context");
        return Mono.fromSupplier(() -> state.snapshot().forcedDecision(context));
    }

    /**
     * Removes a forced decision.
     *
     * @param context exactly what it was set for
     * @return whether there was one, on the subscribing thread
     */
    public Mono<Boolean> removeForcedDecision(OptimizelyDecisionContext context) {
        Objects.requireNonNull(context, "context");
        return Mono.fromSupplier(
                () -> state.update(user -> user.withoutForcedDecision(context)).forcedDecision(context) != null);
    }

    /**
     * Removes all forced decisions.
     *
     * @return true, on the subscribing thread
     */
    public Mono<Boolean> removeAllForcedDecisions() {
        return change(UserContext::withoutForcedDecisions).thenReturn(true);
    }

    /**
     * Reads the qualified segments.
     *
     * @return an immutable list, empty if the user is in none; an empty Mono if they were never fetched or set, or the last
     *     fetch failed. On the subscribing thread
     */
    public Mono<List<String>> getQualifiedSegments() {
        return Mono.fromSupplier(() -> state.snapshot().qualifiedSegments());
    }

    /**
     * Sets the qualified segments by hand.
     *
     * @param segments the segments that the user is in; null if that is not known
     * @return this context, on the subscribing thread
     */
    public Mono<ReactiveUserContext> setQualifiedSegments(@Nullable Collection<String> segments) {
        List<String> copy = segments == null ? null : List.copyOf(segments);
        return change(user -> user.withQualifiedSegments(copy));
    }

    /**
     * Fetches the user's qualified segments from the data platform and sets them.
     * <p>
     * Cold: fetches at each subscription, unless the cache knows the answer. Waits for the first datafile as {@link
     * #decide} does; false without one. Signals on the subscribing thread if it need not wait and nothing has to be
     * fetched, else on the thread that brought the answer, as a rule an event loop, and after a wait in vain on the
     * timer's. Equal requests in flight share one HTTP call; cancelling the last of them cancels it. Never fails: false
     * means that there are no segments now, and the reason is logged and told to the listener.
     *
     * @param options how the cache is used
     * @return whether the segments are known now
     */
    public Mono<Boolean> fetchQualifiedSegments(OdpSegmentOption... options) {
        Set<OdpSegmentOption> set = Set.copyOf(List.of(options));
        return client.projectOnceReady()
                .flatMap(project -> client.parts().segments().fetch(project, userId(), set))
                .switchIfEmpty(client.parts().segments().withoutProject())
                .map(this::set)
                .onErrorResume(failure -> Mono.fromSupplier(() -> set(null)))
                .checkpoint("fetchQualifiedSegments");
    }

    private boolean set(@Nullable List<String> segments) {
        state.update(user -> user.withQualifiedSegments(segments));
        return segments != null;
    }

    /**
     * Asks whether the user is in a segment.
     *
     * @param segment the segment, case-sensitive
     * @return whether the user is known to be in it, on the subscribing thread
     */
    public Mono<Boolean> isQualifiedFor(String segment) {
        Objects.requireNonNull(segment, "segment");
        return Mono.fromSupplier(() -> state.snapshot().isQualifiedFor(segment));
    }

    private Mono<ReactiveUserContext> change(UnaryOperator<UserContext> change) {
        return Mono.fromSupplier(() -> {
            state.update(change);
            return this;
        });
    }

    /** {@return the number of attributes; neither the id nor any value, which do not belong into logs} */
    @Override
    public String toString() {
        return "Reactive" + state.snapshot();
    }
}
