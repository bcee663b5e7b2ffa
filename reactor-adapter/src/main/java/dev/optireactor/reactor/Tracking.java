package dev.optireactor.reactor;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.listener.Warnings;
import dev.optireactor.reactor.notification.TrackNotification;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Conversions: the event is looked up, stamped, and offered to the queue. */
final class Tracking {

    private final ClientCore client;
    private final Supplier<UUID> uuids;
    private final InstantSource clock;
    private final boolean waitsForRoom;
    private final Warnings warnings = new Warnings(ClientCore.LOGGER);

    Tracking(ClientCore client, Supplier<UUID> uuids, InstantSource clock, boolean waitsForRoom) {
        this.client = client;
        this.uuids = uuids;
        this.clock = clock;
        this.waitsForRoom = waitsForRoom;
    }

    Mono<Void> track(UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        if (client.isClosed()) {
            return refuse(user, eventKey, tags);
        }
        Project project = client.currentProject();
        return project == null
                ? client.projectOnceReady()
                        .switchIfEmpty(Mono.fromRunnable(() -> notReady(eventKey)))
                        .flatMap(ready -> track(ready, user, eventKey, tags))
                : track(project, user, eventKey, tags);
    }

    private Mono<Void> track(Project project, UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        Event event = project.event(eventKey);
        if (event == null) {
            warnings.warn("event \"{}\" not tracked: it is not in the datafile", eventKey);
            return Mono.empty();
        }
        UserEvent conversion =
                UserEvent.conversion(project.eventSettings(), user, event, tags, uuids.get(), clock.millis());
        if (waitsForRoom) {
            return client.events().offerWhenRoom(conversion).then(Mono.fromRunnable(() -> tell(user, eventKey, tags)));
        }
        client.events().offer(conversion);
        tell(user, eventKey, tags);
        return Mono.empty();
    }

    /** Offered all the same if it is known, so that the closed queue counts it, and says so. */
    private Mono<Void> refuse(UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        Project last = client.feed().latest();
        Event event = last == null ? null : last.event(eventKey);
        if (last == null || event == null) {
            warnings.warn("event \"{}\" not tracked: the client is closed", eventKey);
        } else {
            client.events()
                    .offer(UserEvent.conversion(last.eventSettings(), user, event, tags, uuids.get(), clock.millis()));
        }
        return Mono.empty();
    }

    private void tell(UserContext user, String eventKey, @Nullable Map<String, ?> tags) {
        ClientCore.LOGGER.debug("event \"{}\" tracked", eventKey);
        client.notifications().publish(() -> new TrackNotification(eventKey, user.userId(), user.attributes(), tags));
    }

    private void notReady(String eventKey) {
        warnings.warn("event \"{}\" not tracked: there is no datafile yet", eventKey);
    }
}
