package dev.optireactor.core.event;

import static dev.optireactor.core.event.JsonBytes.prepare;

import dev.optireactor.core.event.EventContent.Done;
import dev.optireactor.core.event.EventContent.Shown;
import dev.optireactor.core.project.EventSettings;
import dev.optireactor.core.project.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What many events of one project have in common, in bytes: most of each. Forgotten when a project's successor sends
 * its first event.
 */
final class Preparations {

    private static final byte[] ENTITY_ID = prepare("{\"entity_id\":");
    private static final byte[] ATTRIBUTE_KEY = prepare(",\"key\":");
    private static final byte[] ATTRIBUTE_VALUE = prepare(",\"type\":\"custom\",\"value\":");
    private static final byte[] CAMPAIGN_ID = prepare("\"decisions\":[{\"campaign_id\":");
    private static final byte[] EXPERIMENT_ID = prepare(",\"experiment_id\":");
    private static final byte[] VARIATION_ID = prepare(",\"variation_id\":");
    private static final byte[] FLAG_KEY = prepare(",\"metadata\":{\"flag_key\":");
    private static final byte[] RULE_KEY = prepare(",\"rule_key\":");
    private static final byte[] RULE_TYPE = prepare(",\"rule_type\":");
    private static final byte[] VARIATION_KEY = prepare(",\"variation_key\":");
    private static final byte[] ENABLED = prepare(",\"enabled\":");
    private static final byte[] EVENTS_AFTER_DECISION = prepare("}}],\"events\":[{\"entity_id\":");
    private static final byte[] EVENTS = prepare("\"events\":[{\"entity_id\":");
    private static final byte[] EVENT_KEY = prepare(",\"key\":");
    private static final byte[] UUID = prepare(",\"uuid\":");

    /** Outcomes and events are not more than the datafile has, apart from the outcomes of forced decisions. */
    private static final int MOST_KEPT = 4096;

    private final Map<String, byte[]> attributes = new HashMap<>();
    private final Map<Outcome, byte[]> decisions = new HashMap<>();
    private final Map<Outcome, byte[]> impressions = new HashMap<>();
    private final Map<String, byte[]> conversions = new HashMap<>();
    private @Nullable EventSettings settings;

    /** Prepares for events of this project. */
    @SuppressWarnings("ReferenceEquality") // Equal settings of another compilation belong to other outcomes.
    void of(EventSettings current) {
        if (settings != current) {
            attributes.clear();
            decisions.clear();
            impressions.clear();
            conversions.clear();
            settings = current;
        }
    }

    /** {@return an attribute up to its value} */
    byte[] attribute(String key, String id) {
        byte[] known = attributes.get(key);
        return known == null ? keep(attributes, key, newAttribute(key, id)) : known;
    }

    private static byte[] newAttribute(String key, String id) {
        JsonBytes json = new JsonBytes(128);
        json.raw(ENTITY_ID);
        json.text(id);
        json.raw(ATTRIBUTE_KEY);
        json.text(key);
        json.raw(ATTRIBUTE_VALUE);
        return json.toByteArray();
    }

    /** {@return a decision up to the place for the id of a prediction} */
    byte[] decision(Shown shown) {
        Outcome outcome = shown.impression().outcome();
        byte[] known = decisions.get(outcome);
        return known == null ? keep(decisions, outcome, newDecision(shown, outcome)) : known;
    }

    private static byte[] newDecision(Shown shown, Outcome outcome) {
        JsonBytes json = new JsonBytes(512);
        json.raw(CAMPAIGN_ID);
        json.text(shown.campaignId());
        json.raw(EXPERIMENT_ID);
        json.text(shown.experimentId());
        json.raw(VARIATION_ID);
        json.textOrNull(shown.variationId());
        json.raw(FLAG_KEY);
        json.text(outcome.flag().key());
        json.raw(RULE_KEY);
        json.text(orEmpty(outcome.ruleKey()));
        json.raw(RULE_TYPE);
        json.text(outcome.source().wireName());
        json.raw(VARIATION_KEY);
        json.text(orEmpty(outcome.variationKey()));
        json.raw(ENABLED);
        json.bool(outcome.enabled());
        return json.toByteArray();
    }

    /** {@return an impression's event, after its decision, up to its uuid} */
    byte[] event(Shown shown) {
        Outcome outcome = shown.impression().outcome();
        byte[] known = impressions.get(outcome);
        return known == null ? keep(impressions, outcome, newEvent(EVENTS_AFTER_DECISION, shown)) : known;
    }

    /** {@return a conversion's event up to its uuid} */
    byte[] event(Done done) {
        byte[] known = conversions.get(done.key());
        return known == null ? keep(conversions, done.key(), newEvent(EVENTS, done)) : known;
    }

    private static byte[] newEvent(byte[] start, EventContent content) {
        JsonBytes json = new JsonBytes(256);
        json.raw(start);
        json.text(content.entityId());
        json.raw(EVENT_KEY);
        json.text(content.key());
        json.raw(UUID);
        return json.toByteArray();
    }

    private static <K> byte[] keep(Map<K, byte[]> known, K key, byte[] bytes) {
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        known.put(key, bytes);
        return bytes;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
