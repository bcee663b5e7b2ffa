package dev.optireactor.reactor;

import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionSemantics;
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
import dev.optireactor.reactor.transport.TransportSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a client is to be made of: the defaults, until its builder changes them. */
final class ClientSettings {

    final PollingSettings.Builder polling = PollingSettings.builder();
    final EventPipelineSettings.Builder events = EventPipelineSettings.builder();
    final OdpSettings.Builder odp = OdpSettings.builder();
    final PredictionSettings.Builder predictions = PredictionSettings.builder();
    final ProfileSettings.Builder profiles = ProfileSettings.builder();
    final TransportSettings.Builder http = TransportSettings.builder();

    boolean hasSdkKey;

    @Nullable
    DatafileSource datafileSource;

    @Nullable
    EventDispatcher eventDispatcher;

    @Nullable
    ReactiveUserProfileService userProfileService;

    DatafileLimits datafileLimits = DatafileLimits.defaults();
    DecisionSemantics semantics = DecisionSemantics.NOVEMBER_2026;
    DecideOptions defaultDecideOptions = DecideOptions.none();
    Duration readinessTimeout = Duration.ofSeconds(10);
    Duration closeTimeout = Duration.ofSeconds(15);
    int notificationBuffer = 256;
    ClientIdentity clientIdentity = new ClientIdentity("optireactor", Version.OF_THIS_LIBRARY);
    Listener listener = Listener.none();
    Scheduler timer = Schedulers.parallel();
    Scheduler compiler = Schedulers.parallel();
    Scheduler blocking = Schedulers.boundedElastic();
    InstantSource clock = InstantSource.system();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    Supplier<UUID> uuids = UuidSource.create();
}
