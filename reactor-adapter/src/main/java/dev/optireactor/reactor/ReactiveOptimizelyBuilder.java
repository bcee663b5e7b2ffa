package dev.optireactor.reactor;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.event.ClientIdentity;
import dev.optireactor.reactor.datafile.DatafileSource;
import dev.optireactor.reactor.datafile.PollingSettings;
import dev.optireactor.reactor.event.EventDispatcher;
import dev.optireactor.reactor.event.EventPipelineSettings;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.prediction.PredictionSettings;
import dev.optireactor.reactor.profile.ProfileSettings;
import dev.optireactor.reactor.profile.ReactiveUserProfileService;
import dev.optireactor.reactor.segment.OdpSettings;
import dev.optireactor.reactor.settings.Bounds;
import dev.optireactor.reactor.transport.TransportSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Collects what a client needs. Either an SDK key, a datafile address or a datafile source is required; everything else has
 * a default. Settings are grouped by conversation: {@code builder.polling(p -> p.interval(Duration.ofMinutes(1)))}.
 * <p>
 * What is handed in (schedulers, clock, connection provider, services) stays the caller's and is not closed with the
 * client. Not safe for several threads.
 */
public final class ReactiveOptimizelyBuilder {

    private final ClientSettings settings = new ClientSettings();

    ReactiveOptimizelyBuilder() {}

    /**
     * Fetches the datafile of an SDK key, by polling.
     *
     * @param sdkKey the key; not empty
     * @return this
     */
    public ReactiveOptimizelyBuilder sdkKey(String sdkKey) {
        settings.polling.sdkKey(sdkKey);
        settings.hasSdkKey = true;
        return this;
    }

    /**
     * Uses one datafile that never changes, instead of polling: an SDK key, and all of {@link #polling}, is then unused.
     * The client is ready as soon as it is compiled. For a datafile to begin with, until the first one is fetched, use
     * {@link #polling} and {@link PollingSettings.Builder#fallbackDatafile}.
     *
     * @param datafile its bytes in UTF-8; copied
     * @return this
     */
    public ReactiveOptimizelyBuilder datafile(byte[] datafile) {
        return datafileSource(DatafileSource.of(datafile));
    }

    /**
     * Takes datafiles from a source of one's own, instead of polling.
     *
     * @param source the source
     * @return this
     */
    public ReactiveOptimizelyBuilder datafileSource(DatafileSource source) {
        settings.datafileSource = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Limits what a datafile may ask for.
     *
     * @param limits default: {@link DatafileLimits#defaults()}
     * @return this
     */
    public ReactiveOptimizelyBuilder datafileLimits(DatafileLimits limits) {
        settings.datafileLimits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets how the datafile is polled.
     *
     * @param change changes the settings
     * @return this
     */
    public ReactiveOptimizelyBuilder polling(Consumer<PollingSettings.Builder> change) {
        change.accept(settings.polling);
        return this;
    }

    /**
     * Sets how events are queued, batched and sent.
     *
     * @param change changes the settings
     * @return this
     */
    public ReactiveOptimizelyBuilder events(Consumer<EventPipelineSettings.Builder> change) {
        change.accept(settings.events);
        return this;
    }

    /**
     * Delivers events in a way of one's own, instead of posting them to the region's endpoint.
     *
     * @param dispatcher delivers batches
     * @return this
     */
    public ReactiveOptimizelyBuilder eventDispatcher(EventDispatcher dispatcher) {
        settings.eventDispatcher = Objects.requireNonNull(dispatcher, "dispatcher");
        return this;
    }

    /**
     * Sets how segments are fetched from the data platform, and events are sent there.
     *
     * @param change changes the settings
     * @return this
     */
    public ReactiveOptimizelyBuilder odp(Consumer<OdpSettings.Builder> change) {
        change.accept(settings.odp);
        return this;
    }

    /**
     * Sets how contextual bandits are asked.
     *
     * @param change changes the settings
     * @return this
     */
    public ReactiveOptimizelyBuilder predictions(Consumer<PredictionSettings.Builder> change) {
        change.accept(settings.predictions);
        return this;
    }

    /**
     * Makes variations sticky. Default: none is.
     *
     * @param service looks up and saves profiles
     * @return this
     */
    public ReactiveOptimizelyBuilder userProfileService(ReactiveUserProfileService service) {
        settings.userProfileService = Objects.requireNonNull(service, "service");
        return this;
    }

    /**
     * Sets how the user profile service is used.
     *
     * @param change changes the settings
     * @return this
     */
    public ReactiveOptimizelyBuilder profiles(Consumer<ProfileSettings.Builder> change) {
        change.accept(settings.profiles);
        return this;
    }

    /**
     * Sets how HTTP connections are made, for all conversations.
     *
     * @param change changes the settings
     * @return this
     */
    public ReactiveOptimizelyBuilder http(Consumer<TransportSettings.Builder> change) {
        change.accept(settings.http);
        return this;
    }

    /**
     * Selects the generation of the holdout rules.
     *
     * @param semantics default: {@link DecisionSemantics#NOVEMBER_2026}, the newest
     * @return this
     */
    public ReactiveOptimizelyBuilder semantics(DecisionSemantics semantics) {
        settings.semantics = Objects.requireNonNull(semantics, "semantics");
        return this;
    }

    /**
     * Adds options to every call.
     *
     * @param options default: none; a call cannot take one away
     * @return this
     */
    public ReactiveOptimizelyBuilder defaultDecideOptions(OptimizelyDecideOption... options) {
        settings.defaultDecideOptions = DecideOptions.of(options);
        return this;
    }

    /**
     * Limits how long an operation waits for the first datafile. Once one has waited so long in vain, operations give the
     * answer for a missing datafile at once until there is one; {@link ReactiveOptimizely#ready()} waits each time, as long
     * as the client is open.
     *
     * @param timeout 0 (do not wait) to 10 min; default 10 s
     * @return this
     */
    public ReactiveOptimizelyBuilder readinessTimeout(Duration timeout) {
        settings.readinessTimeout = Bounds.within("readinessTimeout", timeout, Duration.ZERO, Bounds.TEN_MINUTES);
        return this;
    }

    /**
     * Limits how long {@link ReactiveOptimizely#close()} takes.
     *
     * @param timeout 1 ms to 10 min; default 15 s
     * @return this
     */
    public ReactiveOptimizelyBuilder closeTimeout(Duration timeout) {
        settings.closeTimeout = Bounds.positive("closeTimeout", timeout, Bounds.TEN_MINUTES);
        return this;
    }

    /**
     * Limits the notifications that wait for one slow subscriber; beyond it that subscriber misses the oldest.
     *
     * @param notifications 1 to 1,000,000; default 256
     * @return this
     */
    public ReactiveOptimizelyBuilder notificationBuffer(int notifications) {
        settings.notificationBuffer = Bounds.within("notificationBuffer", notifications, 1, 1_000_000);
        return this;
    }

    /**
     * Says who the events are from.
     *
     * @param name not empty; default {@code optireactor}
     * @param version not empty; default the library's version
     * @return this
     */
    public ReactiveOptimizelyBuilder clientIdentity(String name, String version) {
        settings.clientIdentity = new ClientIdentity(name, version);
        return this;
    }

    /**
     * Receives counts and failures.
     *
     * @param listener must not block
     * @return this
     */
    public ReactiveOptimizelyBuilder listener(Listener listener) {
        settings.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Runs waits and batches, and tells how old events and cached answers are. Stays yours. It and the executor under it must
     * outlive the client: tasks that they have taken on are lost when they stop. Tasks that it refuses before it is disposed of
     * run on {@link Schedulers#parallel()}.
     *
     * @param scheduler default {@link Schedulers#parallel()}
     * @return this
     */
    public ReactiveOptimizelyBuilder timer(Scheduler scheduler) {
        settings.timer = Objects.requireNonNull(scheduler, "scheduler");
        return this;
    }

    /**
     * Runs the parsing and compiling of datafiles, which takes some 10 ms per 2 MB, and assembles
     * {@link ReactiveOptimizely#getOptimizelyConfig()}. Tasks that it refuses before it is disposed of run on
     * {@link Schedulers#parallel()}.
     *
     * @param scheduler default {@link Schedulers#parallel()}
     * @return this
     */
    public ReactiveOptimizelyBuilder compiler(Scheduler scheduler) {
        settings.compiler = Objects.requireNonNull(scheduler, "scheduler");
        return this;
    }

    /**
     * Runs the subscribers of notifications, and reads and writes the last known good datafile, if that is asked for; its
     * threads may block.
     *
     * @param scheduler default {@link Schedulers#boundedElastic()}
     * @return this
     */
    public ReactiveOptimizelyBuilder blocking(Scheduler scheduler) {
        settings.blocking = Objects.requireNonNull(scheduler, "scheduler");
        return this;
    }

    /**
     * Stamps events and the datafile's status.
     *
     * @param clock must not throw; default: the system's
     * @return this
     */
    public ReactiveOptimizelyBuilder clock(InstantSource clock) {
        settings.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Spreads retries and polls.
     *
     * @param random numbers from 0 (inclusive) to 1 (exclusive); must neither block nor throw
     * @return this
     */
    public ReactiveOptimizelyBuilder random(DoubleSupplier random) {
        settings.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /**
     * Makes the ids of events and predictions, by which the services recognise duplicates.
     *
     * @param uuids unique ids of version 4; must neither block nor throw
     * @return this
     */
    public ReactiveOptimizelyBuilder uuids(Supplier<UUID> uuids) {
        settings.uuids = Objects.requireNonNull(uuids, "uuids");
        return this;
    }

    /**
     * Builds the client and starts fetching its datafile. Returns at once, whatever the network does.
     *
     * @return the client, to be closed by the caller
     * @throws IllegalArgumentException if it is not said where the datafile comes from, or settings contradict each other
     */
    public ReactiveOptimizely build() {
        return ClientAssembly.assemble(settings);
    }
}
