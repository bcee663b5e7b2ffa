package dev.optireactor.core.event;

import dev.optireactor.core.event.EventContent.Shown;
import dev.optireactor.core.project.EventSettings;
import dev.optireactor.core.project.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * The decisions of impressions as JSON: most of an impression, and the same for all users who were shown the same.
 * Forgotten when a project's successor sends its first event.
 */
final class PreparedDecisions {

    /** Those that were used last. Each forced decision has an outcome of its own, which is not seen again. */
    private static final int MOST_KEPT = 4096;

    private final Map<Outcome, SerializableString> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Outcome, SerializableString> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private @Nullable EventSettings settings;

    /** Prepares for events of this project. */
    @SuppressWarnings("ReferenceEquality") // Equal settings of another compilation belong to other outcomes.
    void of(EventSettings current) {
        if (settings != current) {
            known.clear();
            settings = current;
        }
    }

    /** Writes the decision of an impression. */
    void write(JsonGenerator json, Shown shown) {
        String cmabUuid = shown.impression().cmabUuid();
        if (cmabUuid == null) {
            json.writeRawValue(prepared(shown));
        } else {
            write(json, shown, cmabUuid);
        }
    }

    SerializableString prepared(Shown shown) {
        Outcome outcome = shown.impression().outcome();
        SerializableString prepared = known.get(outcome);
        if (prepared == null) {
            prepared = prepare(shown);
            known.put(outcome, prepared);
        }
        return prepared;
    }

    private static SerializableString prepare(Shown shown) {
        JsonBuffer decision = new JsonBuffer(512);
        try (JsonGenerator json = decision.generator()) {
            write(json, shown, null);
        }
        return new SerializedString(decision.toString(StandardCharsets.UTF_8));
    }

    private static void write(JsonGenerator json, Shown shown, @Nullable String cmabUuid) {
        Outcome outcome = shown.impression().outcome();
        json.writeStartObject();
        json.writeStringProperty("campaign_id", shown.campaignId());
        json.writeStringProperty("experiment_id", shown.experimentId());
        json.writeStringProperty("variation_id", shown.variationId());
        json.writeObjectPropertyStart("metadata");
        json.writeStringProperty("flag_key", outcome.flag().key());
        json.writeStringProperty("rule_key", orEmpty(outcome.ruleKey()));
        json.writeStringProperty("rule_type", outcome.source().wireName());
        json.writeStringProperty("variation_key", orEmpty(outcome.variationKey()));
        json.writeBooleanProperty("enabled", outcome.enabled());
        if (cmabUuid != null) {
            json.writeStringProperty("cmab_uuid", cmabUuid);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
