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
import dev.optireactor.reactor.listener.Warnings;
import dev.optireactor.reactor.notification.ConfigUpdateNotification;
import dev.optireactor.reactor.notification.LogEventNotification;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.prediction.PredictionService;
import dev.optireactor.reactor.prediction.PredictionSettings;
import dev.optireactor.reactor.profile.ProfileService;
import dev.optireactor.reactor.profile.ProfileSettings;
import dev.optireactor.reactor.scheduler.SteadyScheduler;
import dev.optireactor.reactor.segment.OdpEvents;
import dev.optireactor.reactor.segment.OdpSettings;
import dev.optireactor.reactor.segment.SegmentService;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

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

    private ClientAssembly(ClientSettings settings) {
        this.timer = steady("timer", settings.timer);
        Scheduler compiler = steady("compiler", settings.compiler);
        // All settings before all parts, so that settings which contradict each other leave nothing behind.
        TransportSettings httpSettings = settings.http.build();
        EventPipelineSettings eventSettings = settings.events.build();
        OdpSettings odpSettings = settings.odp.build();
        PredictionSettings predictionSettings = settings.predictions.build();
        ProfileSettings profileSettings = settings.profiles.build();
        Function<Transport, DatafileSource> source = source(settings, timer);

        this.closeTimeout = settings.closeTimeout;
        this.transport = Transport.create(httpSettings, timer, settings.clock);
        Reporter reporter = new Reporter(Conversation.EVENTS, settings.listener);
        this.notifications = new NotificationHub(
                settings.blocking, settings.notificationBuffer, () -> reporter.tell(Listener::notificationDropped));
        EventDispatcher ownDispatcher = settings.eventDispatcher;
        this.events = EventPipeline.create(
                eventSettings,
                ownDispatcher == null ? EventPipeline.overHttp(transport) : ownDispatcher,
                settings.clientIdentity,
                timer,
                settings.random,
                settings.listener,
                batch -> notifications.publish(LogEventNotification.class, () -> new LogEventNotification(batch)));
        this.odpEvents = new OdpEvents(
                odpSettings, settings.clientIdentity, transport, timer, settings.uuids, settings.listener);
        this.profiles = settings.userProfileService == null
                ? null
                : new ProfileService(settings.userProfileService, profileSettings, timer, settings.listener);
        this.feed = new ProjectFeed(
                source.apply(transport),
                settings.datafileLimits,
                new Reporter(Conversation.DATAFILE, settings.listener),
                compiler,
                timer,
                settings.clock);
        PredictionService predictions =
                new PredictionService(predictionSettings, transport, timer, settings.uuids, settings.listener);
        this.client = new ClientCore(new ClientParts(
                feed,
                new ConfigAssembly(compiler),
                new DecisionFlow(new DecisionKernel(settings.semantics), predictions, profiles),
                new Consequences(events, notifications, profiles, settings.uuids, settings.clock),
                new Tracking(
                        events,
                        notifications,
                        settings.uuids,
                        settings.clock,
                        eventSettings.overflow() == OverflowStrategy.BACKPRESSURE),
                events,
                odpEvents,
                new SegmentService(odpSettings, transport, timer, settings.listener),
                notifications,
                settings.defaultDecideOptions,
                settings.readinessTimeout));
    }

    private static Function<Transport, DatafileSource> source(ClientSettings settings, Scheduler timer) {
        DatafileSource own = settings.datafileSource;
        if (own != null) {
            if (settings.hasSdkKey) {
                ClientLog.LOGGER.info(
                        "the datafile or source that was given is used, and the SDK key is not: nothing is"
                                + " polled; for a datafile until the first fetch use polling(p -> p.fallbackDatafile(..))");
            }
            return transport -> own;
        }
        PollingSettings polling = settings.polling.build();
        return transport -> new PollingDatafileSource(polling, transport, timer, settings.blocking, settings.random);
    }

    private static Scheduler steady(String setting, Scheduler scheduler) {
        if (scheduler.equals(Schedulers.parallel())) {
            return scheduler;
        }
        Warnings warnings = new Warnings(ClientLog.LOGGER);
        return new SteadyScheduler(
                scheduler,
                Schedulers.parallel(),
                refusal -> warnings.warn(
                        "the {} refused a task ({}), which Schedulers.parallel() runs instead; give it more room, or use"
                                + " one that takes tasks with a delay",
                        setting,
                        Loggable.describe(refusal)));
    }

    static ReactiveOptimizely assemble(ClientSettings settings) {
        ClientAssembly assembly = new ClientAssembly(settings);
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
        ClientLog.LOGGER.warn("closing the client met a failure: {}", Loggable.describe(failure));
        return Mono.empty();
    }

    private Mono<Void> savedProfiles() {
        return profiles == null
                ? Mono.empty()
                : profiles.drain().timeout(closeTimeout, Mono.empty(), timer).doFinally(signal -> profiles.dispose());
    }
}
