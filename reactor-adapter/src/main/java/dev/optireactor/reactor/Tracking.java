package dev.optireactor.reactor;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.listener.Warnings;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.notification.TrackNotification;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Conversions: the event is looked up, stamped, and offered to the queue. */
final class Tracking {

    private final EventPipeline events;
    private final NotificationHub notifications;
    private final Supplier<UUID> uuids;
    private final InstantSource clock;
    private final boolean waitsForRoom;
    private final Warnings warnings = new Warnings(ClientLog.LOGGER);

    Tracking(
            EventPipeline events,
            NotificationHub notifications,
            Supplier<UUID> uuids,
            InstantSource clock,
            boolean waitsForRoom) {
        this.events = events;
        this.notifications = notifications;
        this.uuids = uuids;
        this.clock = clock;
        this.waitsForRoom = waitsForRoom;
    }

    Mono<Void> track(Project project, UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        Event event = project.event(eventKey);
        if (event == null) {
            refuse(eventKey, DropReason.UNKNOWN_EVENT);
            return Mono.empty();
        }
        UserEvent conversion =
                UserEvent.conversion(project.eventSettings(), user, event, tags, uuids.get(), clock.millis());
        if (waitsForRoom) {
            return events.offerWhenRoom(conversion).then(Mono.fromRunnable(() -> tell(user, eventKey, tags)));
        }
        if (events.offer(conversion)) {
            ClientLog.LOGGER.debug("event \"{}\" tracked", eventKey);
        }
        tell(user, eventKey, tags);
        return Mono.empty();
    }

    /** Counts an event that is not tracked. */
    void refuse(String eventKey, DropReason reason) {
        if (reason == DropReason.UNKNOWN_EVENT) {
            warnings.warnOfEach("event \"{}\" not tracked: it is not in the datafile", eventKey);
        } else if (reason == DropReason.NOT_READY) {
            warnings.warn("event \"{}\" not tracked: there is no datafile yet", eventKey);
        }
        events.refuse(reason);
    }

    private void tell(UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        notifications.publish(
                TrackNotification.class, () -> new TrackNotification(eventKey, user.userId(), user.attributes(), tags));
    }
}
