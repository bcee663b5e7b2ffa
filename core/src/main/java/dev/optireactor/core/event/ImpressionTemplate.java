package dev.optireactor.core.event;

import dev.optireactor.core.event.EventContent.Shown;
import dev.optireactor.core.project.Outcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The JSON of an impression's snapshot, which is much the same for all users who were shown the same. Immutable. */
final class ImpressionTemplate {

    private final byte[] untilPrediction;
    private final byte[] untilCmabUuid;
    private final byte[] untilUuid;
    private final byte[] untilTimestamp;
    private final byte[] end;

    ImpressionTemplate(Shown shown) {
        try (PieceWriter pieces = new PieceWriter()) {
            JsonGenerator json = pieces.json();
            json.writeStartObject();
            json.writeArrayPropertyStart("decisions");
            json.writeStartObject();
            json.writeStringProperty("campaign_id", shown.campaignId());
            json.writeStringProperty("experiment_id", shown.experimentId());
            json.writeStringProperty("variation_id", shown.variationId());
            json.writeObjectPropertyStart("metadata");
            writeMetadata(json, shown.impression().outcome());
            untilPrediction = pieces.cut();
            untilCmabUuid = pieces.cutAfter("cmab_uuid");
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeArrayPropertyStart("events");
            json.writeStartObject();
            json.writeStringProperty("entity_id", shown.entityId());
            json.writeStringProperty("key", shown.key());
            untilUuid = pieces.cutAfter("uuid");
            untilTimestamp = pieces.cutAfter("timestamp");
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            end = pieces.cut();
        }
    }

    private static void writeMetadata(JsonGenerator json, Outcome outcome) {
        json.writeStringProperty("flag_key", outcome.flag().key());
        json.writeStringProperty("rule_key", orEmpty(outcome.ruleKey()));
        json.writeStringProperty("rule_type", outcome.source().wireName());
        json.writeStringProperty("variation_key", orEmpty(outcome.variationKey()));
        json.writeBooleanProperty("enabled", outcome.enabled());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Writes the snapshot of an event that shows the same. */
    void write(JsonBuffer json, UserEvent event, @Nullable String cmabUuid) {
        json.append(untilPrediction);
        if (cmabUuid != null) {
            json.append(untilCmabUuid);
            json.text(cmabUuid);
        }
        json.append(untilUuid);
        json.uuid(event.uuid());
        json.append(untilTimestamp);
        json.number(event.timestampMillis());
        json.append(end);
    }
}
