package dev.optireactor.core.event;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.event.EventContent.Done;
import dev.optireactor.core.event.EventContent.Shown;
import dev.optireactor.core.project.EventSettings;
import dev.optireactor.core.project.Outcome;
import tools.jackson.core.JsonGenerator;

/**
 * The JSON of payloads with events of one project, but for what is different in each event. What differs between
 * attributes, outcomes and conversions is prepared when the first event needs it.
 */
final class PayloadTemplate {

    /** Enough for what is used again and again among what is not: each forced decision has an outcome of its own. */
    private static final int LEAST_KEPT = 2048;

    /** Keys are the program's; without a bound on each, a number of them would not bound the memory that they take. */
    private static final int LONGEST_KEPT_KEY = 256;

    private final EventSettings settings;
    private final byte[] untilVisitors;
    private final byte[] untilVisitorId;
    private final byte[] untilAttributes;
    private final byte[] untilSnapshot;
    private final byte[] endOfVisitor;
    private final RecentlyUsed<String, AttributeTemplate> attributes = new RecentlyUsed<>(LEAST_KEPT);
    private final RecentlyUsed<Outcome, ImpressionTemplate> impressions = new RecentlyUsed<>(LEAST_KEPT);
    private final RecentlyUsed<Event, ConversionTemplate> conversions = new RecentlyUsed<>(LEAST_KEPT);

    PayloadTemplate(ClientIdentity client, EventSettings settings) {
        this.settings = settings;
        try (PieceWriter pieces = new PieceWriter()) {
            JsonGenerator json = pieces.json();
            json.writeStartObject();
            json.writeStringProperty("account_id", settings.accountId());
            json.writeStringProperty("project_id", settings.projectId());
            json.writeStringProperty("revision", settings.revision());
            json.writeStringProperty("client_name", client.name());
            json.writeStringProperty("client_version", client.version());
            json.writeBooleanProperty("anonymize_ip", settings.anonymizeIp());
            json.writeBooleanProperty("enrich_decisions", true);
            json.writeArrayPropertyStart("visitors");
            untilVisitors = pieces.cut();
            json.writeStartObject();
            untilVisitorId = pieces.cutAfter("visitor_id");
            json.writeArrayPropertyStart("attributes");
            untilAttributes = pieces.cut();
            json.writeEndArray();
            json.writeArrayPropertyStart("snapshots");
            untilSnapshot = pieces.cut();
            json.writeEndArray();
            json.writeEndObject();
            endOfVisitor = pieces.cut();
        }
    }

    /** Whether it is for events with these settings. */
    @SuppressWarnings("ReferenceEquality") // Equal settings of another compilation belong to other outcomes.
    boolean isFor(EventSettings others) {
        return settings == others;
    }

    /** Begins a payload. Left open are its list of visitors and itself. */
    void begin(JsonBuffer json) {
        json.append(untilVisitors);
    }

    /** Writes an event as one visitor. Runs no code of the program that made the event, so it does not fail. */
    void write(JsonBuffer json, UserEvent event) {
        json.append(untilVisitorId);
        json.text(event.userId());
        json.append(untilAttributes);
        event.attributes().write(json, this);
        json.append(untilSnapshot);
        if (event.content() instanceof Shown shown) {
            impression(shown).write(json, event, shown.impression().cmabUuid());
        } else if (event.content() instanceof Done done) {
            conversion(done.event()).write(json, event, done.tags());
        }
        json.append(endOfVisitor);
    }

    AttributeTemplate attribute(String id, String key) {
        return key.length() > LONGEST_KEPT_KEY
                ? new AttributeTemplate(id, key)
                : attributes.get(key, unknown -> new AttributeTemplate(id, unknown));
    }

    ImpressionTemplate impression(Shown shown) {
        return impressions.get(shown.impression().outcome(), unknown -> new ImpressionTemplate(shown));
    }

    ConversionTemplate conversion(Event event) {
        return conversions.get(event, ConversionTemplate::new);
    }
}
