package dev.optireactor.core.event;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.project.DecidingRule;
import org.jspecify.annotations.Nullable;

/** What happened. */
sealed interface EventContent {

    /** The event's key. */
    String key();

    /** The id that the event goes by. */
    String entityId();

    /** About how many bytes it adds to those that every event has. */
    int estimatedBytes();

    /** Why it cannot be sent; null if it can. */
    @Nullable
    String problem();

    /** The user was shown something. */
    record Shown(Impression impression) implements EventContent {

        private static final String KEY = "campaign_activated";
        private static final int SKELETON = ("'decisions':[{'campaign_id':'','experiment_id':'','variation_id':null,"
                        + "'metadata':{'flag_key':'','rule_key':'','rule_type':'feature-test','variation_key':'',"
                        + "'enabled':false,'cmab_uuid':''}}],")
                .length();

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public String entityId() {
            return campaignId();
        }

        @Override
        public int estimatedBytes() {
            return SKELETON
                    + KEY.length()
                    + 2 * campaignId().length()
                    + experimentId().length()
                    + length(variationId())
                    + impression.outcome().flag().key().length()
                    + length(impression.outcome().ruleKey())
                    + length(impression.outcome().variationKey())
                    + length(impression.cmabUuid());
        }

        @Override
        public @Nullable String problem() {
            return null;
        }

        String campaignId() {
            DecidingRule rule = impression.outcome().rule();
            return rule == null ? "" : rule.campaignId();
        }

        String experimentId() {
            DecidingRule rule = impression.outcome().rule();
            return rule == null ? "" : rule.id();
        }

        /** The variation's id; null unless it is digits only, for the service knows no others. */
        @Nullable
        String variationId() {
            Variation variation = impression.outcome().variation();
            return variation != null && isDigits(variation.id()) ? variation.id() : null;
        }

        private static boolean isDigits(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return !text.isEmpty();
        }

        private static int length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }
    }

    /** The user did something. */
    record Done(Event event, EventTags tags) implements EventContent {

        private static final int SKELETON =
                "'revenue':-9223372036854775808,'value':-2.2250738585072014E-308,'tags':,".length();

        @Override
        public String key() {
            return event.key();
        }

        @Override
        public String entityId() {
            return event.id();
        }

        @Override
        public int estimatedBytes() {
            return SKELETON + event.key().length() + event.id().length() + tags.bytes();
        }

        @Override
        public @Nullable String problem() {
            return tags.problem();
        }
    }
}
