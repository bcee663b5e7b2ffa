package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.reactor.datafile.DatafileSource;
import dev.optireactor.reactor.datafile.PollingDatafileSource;
import dev.optireactor.reactor.datafile.PollingSettings;
import dev.optireactor.reactor.datafile.ProjectFeed;
import dev.optireactor.reactor.event.EventDispatcher;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.event.EventPipelineSettings;
import dev.optireactor.reactor.event.OverflowStrategy;
import dev.optireactor.reactor.failure.Loggable;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.notification.ConfigUpdateNotification;
import dev.optireactor.reactor.notification.LogEventNotification;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.prediction.PredictionService;
import dev.optireactor.reactor.prediction.PredictionSettings;
import dev.optireactor.reactor.profile.ProfileService;
import dev.optireactor.reactor.profile.ProfileSettings;
import dev.optireactor.reactor.segment.OdpEvents;
import dev.optireactor.reactor.segment.OdpSettings;
import dev.optireactor.reactor.segment.SegmentService;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Puts a client together, part by part, starts it, and knows the order in which it is taken apart. */
final class ClientAssembly {

    private final Scheduler timer;
    private final Duration closeTimeout;
    private final Transport transport;
    private final NotificationHub notifications;
    private final EventPipeline events;
    private final OdpEvents odpEvents;
    private final @Nullable ProfileService profiles;
    private final ProjectFeed feed;
    private final ClientCore client;

    private ClientAssembly(ReactiveOptimizelyBuilder builder) {
        // All settings before all parts, so that settings which contradict each other leave nothing behind.
        TransportSettings httpSettings = builder.httpSettings();
        EventPipelineSettings eventSettings = builder.eventSettings();
        OdpSettings odpSettings = builder.odpSettings();
        PredictionSettings predictionSettings = builder.predictionSettings();
        ProfileSettings profileSettings = builder.profileSettings();
        Function<Transport, DatafileSource> source = source(builder);

        this.timer = builder.timer;
        this.closeTimeout = builder.closeTimeout;
        this.transport = Transport.create(httpSettings, timer, builder.clock);
        Reporter reporter = new Reporter(Conversation.EVENTS, builder.listener);
        this.notifications = new NotificationHub(
                builder.blocking, builder.notificationBuffer, () -> reporter.tell(Listener::notificationDropped));
        EventDispatcher ownDispatcher = builder.eventDispatcher;
        this.events = EventPipeline.create(
                eventSettings,
                ownDispatcher == null ? EventPipeline.overHttp(transport) : ownDispatcher,
                builder.clientIdentity,
                timer,
                builder.random,
                builder.listener,
                batch -> notifications.publish(LogEventNotification.class, () -> new LogEventNotification(batch)));
        this.odpEvents =
                new OdpEvents(odpSettings, builder.clientIdentity, transport, timer, builder.uuids, builder.listener);
        this.profiles = builder.userProfileService == null
                ? null
                : new ProfileService(builder.userProfileService, profileSettings, timer, builder.listener);
        this.feed = new ProjectFeed(
                source.apply(transport),
                builder.datafileLimits,
                new Reporter(Conversation.DATAFILE, builder.listener),
                builder.compiler,
                timer,
                builder.clock);
        PredictionService predictions =
                new PredictionService(predictionSettings, transport, timer, builder.uuids, builder.listener);
        this.client = new ClientCore(new ClientParts(
                feed,
                new DecisionFlow(new DecisionKernel(builder.semantics), predictions, profiles),
                new Consequences(events, notifications, profiles, builder.uuids, builder.clock),
                new Tracking(
                        events,
                        notifications,
                        builder.uuids,
                        builder.clock,
                        eventSettings.overflow() == OverflowStrategy.BACKPRESSURE),
                events,
                odpEvents,
                new SegmentService(odpSettings, transport, timer, builder.listener),
                notifications,
                builder.defaultDecideOptions,
                builder.readinessTimeout));
    }

    private static Function<Transport, DatafileSource> source(ReactiveOptimizelyBuilder builder) {
        DatafileSource own = builder.datafileSource;
        if (own != null) {
            return transport -> own;
        }
        PollingSettings settings = builder.pollingSettings();
        return transport ->
                new PollingDatafileSource(settings, transport, builder.timer, builder.blocking, builder.random);
    }

    static ReactiveOptimizely assemble(ReactiveOptimizelyBuilder builder) {
        ClientAssembly assembly = new ClientAssembly(builder);
        assembly.start();
        return new ReactiveOptimizely(assembly.client, Mono.defer(assembly::shutdown));
    }

    private void start() {
        feed.onPublish(client.parts().segments()::integrationChanged);
        feed.onPublish(odpEvents::integrationChanged);
        feed.onPublish((previous, current) -> notifications.publish(
                ConfigUpdateNotification.class,
                () -> new ConfigUpdateNotification(
                        current.sdkKey(), current.revision(), previous == null ? null : previous.revision())));
        feed.start();
    }

    /** Refuse new work, stop polling, drain what waits, complete the streams; release what is ours, come what may. */
    private Mono<Void> shutdown() {
        client.markClosed();
        return feed.close()
                .onErrorResume(ClientAssembly::goOn)
                .then(Mono.whenDelayError(events.close(closeTimeout), odpEvents.close(closeTimeout), savedProfiles()))
                .onErrorResume(ClientAssembly::goOn)
                .then(Mono.<Void>fromRunnable(notifications::close))
                .onErrorResume(ClientAssembly::goOn)
                .then(Mono.defer(transport::close))
                .onErrorResume(ClientAssembly::goOn);
    }

    private static Mono<Void> goOn(Throwable failure) {
        ClientCore.LOGGER.warn("closing the client met a failure: {}", Loggable.describe(failure));
        return Mono.empty();
    }

    private Mono<Void> savedProfiles() {
        return profiles == null
                ? Mono.empty()
                : profiles.drain()
                        .timeout(closeTimeout, Mono.empty(), timer)
                        .onErrorComplete(RejectedExecutionException.class)
                        .doFinally(signal -> profiles.dispose());
    }
}
