package dev.optireactor.core.event;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.project.DecidingRule;
import dev.optireactor.core.project.Outcome;
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
            Outcome outcome = impression.outcome();
            DecidingRule rule = outcome.rule();
            Variation variation = outcome.variation();
            return SKELETON
                    + KEY.length()
                    + (rule == null
                            ? 0
                            : 2 * rule.campaignIdLength() + rule.id().length())
                    + (variation == null ? 0 : variation.idLength())
                    + outcome.flag().key().length()
                    + length(outcome.ruleKey())
                    + length(outcome.variationKey())
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
            String id = variation == null ? "" : variation.id();
            return isDigits(id) ? id : null;
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
