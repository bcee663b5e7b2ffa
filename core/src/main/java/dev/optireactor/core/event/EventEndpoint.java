package dev.optireactor.core.event;

import dev.optireactor.core.project.EventSettings;
import java.net.URI;

/** Where the events of a project are sent: the region of its datafile says so. */
public final class EventEndpoint {

    private static final String EU_REGION = "EU";

    private static final URI US = URI.create("https://logx.optimizely.com/v1/events");
    private static final URI EU = URI.create("https://eu.logx.optimizely.com/v1/events");

    private EventEndpoint() {}

    /**
     * {@return the address of the event service}
     *
     * @param settings of the project; its region is compared without regard to case, and an unknown one is the US
     */
    public static URI of(EventSettings settings) {
        return EU_REGION.equalsIgnoreCase(settings.region()) ? EU : US;
    }
}
