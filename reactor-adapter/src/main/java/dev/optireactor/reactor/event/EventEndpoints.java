package dev.optireactor.reactor.event;

import dev.optireactor.core.event.EventEndpoint;
import dev.optireactor.core.project.EventSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where events go. Chosen for each batch, because a new datafile may name another region. */
final class EventEndpoints {

    private static final Set<String> REGIONS = Set.of("US", "EU");

    private final @Nullable URI override;
    private final EventLog log;

    /** @param override where all events go, whatever their region; null to go by the region */
    EventEndpoints(@Nullable URI override, EventLog log) {
        this.override = override;
        this.log = log;
    }

    URI of(EventSettings settings) {
        if (override != null) {
            return override;
        }
        if (!REGIONS.contains(settings.region().toUpperCase(Locale.ROOT))) {
            log.unknownRegion(settings.region());
        }
        return EventEndpoint.of(settings);
    }
}
