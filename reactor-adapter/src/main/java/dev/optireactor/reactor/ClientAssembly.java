package dev.optireactor.reactor;

import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.reactor.datafile.DatafileSource;
import dev.optireactor.reactor.datafile.PollingDatafileSource;
import dev.optireactor.reactor.datafile.ProjectFeed;
import dev.optireactor.reactor.event.EventDispatcher;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.event.EventPipelineSettings;
import dev.optireactor.reactor.event.OverflowStrategy;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.notification.ConfigUpdateNotification;
import dev.optireactor.reactor.notification.LogEventNotification;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.prediction.PredictionService;
import dev.optireactor.reactor.profile.ProfileService;
import dev.optireactor.reactor.profile.ReactiveUserProfileService;
import dev.optireactor.reactor.segment.OdpEvents;
import dev.optireactor.reactor.segment.OdpSettings;
import dev.optireactor.reactor.segment.SegmentService;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Puts a client together, part by part, starts it, and knows the order in which it is taken apart. */
final class ClientAssembly {

    private final ReactiveOptimizelyBuilder settings;
    private final Transport transport;
    private final NotificationHub notifications;
    private final EventPipeline events;
    private final OdpEvents odpEvents;
    private final SegmentService segments;
    private final @Nullable ProfileService profiles;
    private final ProjectFeed feed;

    ClientAssembly(ReactiveOptimizelyBuilder settings) {
        this.settings = settings;
        this.transport = Transport.create(settings.httpSettings(), settings.timer, settings.clock);
        Reporter reporter = new Reporter(Conversation.EVENTS, settings.listener);
        this.notifications = new NotificationHub(settings.blocking, () -> reporter.tell(Listener::notificationDropped));
        this.events = events(settings.eventSettings());
        OdpSettings odp = settings.odpSettings();
        this.odpEvents = new OdpEvents(
                odp, settings.clientIdentity, transport, settings.timer, settings.uuids, settings.listener);
        this.segments = new SegmentService(odp, transport, settings.timer, settings.listener);
        this.profiles = profiles(settings.userProfileService);
        this.feed = feed();
    }

    ReactiveOptimizely assemble() {
        PredictionService predictions = new PredictionService(
                settings.predictionSettings(), transport, settings.timer, settings.uuids, settings.listener);
        ClientCore client = new ClientCore(new ClientParts(
                feed,
                new DecisionFlow(new DecisionKernel(settings.semantics), predictions, profiles),
                new Delivery(events, notifications, profiles, settings.uuids, settings.clock),
                events,
                odpEvents,
                segments,
                notifications,
                settings.defaultDecideOptions,
                settings.readinessTimeout,
                settings.uuids,
                settings.clock,
                settings.eventSettings().overflow() == OverflowStrategy.BACKPRESSURE));
        feed.onPublish(segments::integrationChanged);
        feed.onPublish(odpEvents::integrationChanged);
        feed.onPublish((previous, current) -> notifications.publish(() -> new ConfigUpdateNotification(
                current.sdkKey(), current.revision(), previous == null ? null : previous.revision())));
        feed.start();
        return new ReactiveOptimizely(client, Mono.defer(() -> shutdown(client)));
    }

    private EventPipeline events(EventPipelineSettings eventSettings) {
        EventDispatcher own = settings.eventDispatcher;
        return EventPipeline.create(
                eventSettings,
                own == null ? EventDispatcher.http(transport, eventSettings.attemptTimeout()) : own,
                settings.clientIdentity,
                settings.timer,
                settings.random,
                settings.listener,
                logEvent -> notifications.publish(() -> new LogEventNotification(logEvent)));
    }

    private @Nullable ProfileService profiles(@Nullable ReactiveUserProfileService service) {
        return service == null
                ? null
                : new ProfileService(service, settings.profileSettings(), settings.timer, settings.listener);
    }

    private ProjectFeed feed() {
        DatafileSource own = settings.datafileSource;
        return new ProjectFeed(
                own == null
                        ? new PollingDatafileSource(
                                settings.pollingSettings(),
                                transport,
                                settings.timer,
                                settings.blocking,
                                settings.random)
                        : own,
                settings.datafileLimits,
                new Reporter(Conversation.DATAFILE, settings.listener),
                settings.compiler,
                settings.timer,
                settings.clock);
    }

    /** Refuse new work, stop polling, drain what waits, complete the streams, release what is ours. */
    private Mono<Void> shutdown(ClientCore client) {
        client.markClosed();
        return feed.close()
                .then(Mono.whenDelayError(events.close(), odpEvents.close(settings.closeTimeout), savedProfiles()))
                .onErrorResume(ClientAssembly::goOn)
                .then(Mono.fromRunnable(notifications::close))
                .then(transport.close())
                .onErrorResume(ClientAssembly::goOn);
    }

    private static Mono<Void> goOn(Throwable failure) {
        ClientCore.LOGGER.warn("closing the client met a failure: {}", String.valueOf(failure.getMessage()));
        return Mono.empty();
    }

    private Mono<Void> savedProfiles() {
        if (profiles == null) {
            return Mono.empty();
        }
        Duration patience = settings.closeTimeout;
        return profiles.drain()
                .timeout(patience, Mono.empty(), settings.timer)
                .onErrorComplete(RejectedExecutionException.class)
                .doFinally(signal -> profiles.dispose());
    }
}
