package dev.optireactor.core.decision;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact that a decision cannot be made without. */
public sealed interface Need {

    /**
     * The user's stored profile.
     *
     * @param userId whose
     */
    record StoredProfile(String userId) implements Need {

        /** {@return what is needed, nothing about the user} */
        @Override
        public String toString() {
            return "StoredProfile[]";
        }
    }

    /**
     * A prediction for one bandit rule of one flag. Flags that share a rule each need their own, and whoever answers may
     * give them the same: officially that is so unless the cache is ignored, emptied or holds nothing for the user.
     * <p>
     * Equality is that of flag, rule and user, which determine the attributes within a call. Their values are the
     * program's own objects, which may change, or contain themselves; so they are neither compared nor hashed.
     *
     * @param flagKey the flag that came to the rule
     * @param ruleId the rule's id
     * @param userId for whom
     * @param attributes what the prediction is made from: values by attribute id, in the rule's order; a value may be null
     */
    record BanditPrediction(String flagKey, String ruleId, String userId, Map<String, @Nullable Object> attributes)
            implements Need {

        /**
         * Copies the attributes.
         *
         * @param flagKey the flag that came to the rule
         * @param ruleId the rule's id
         * @param userId for whom
         * @param attributes what the prediction is made from
         */
        public BanditPrediction {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this
                    || (other instanceof BanditPrediction that
                            && flagKey.equals(that.flagKey)
                            && ruleId.equals(that.ruleId)
                            && userId.equals(that.userId));
        }

        @Override
        public int hashCode() {
            return (flagKey.hashCode() * 31 + ruleId.hashCode()) * 31 + userId.hashCode();
        }

        /** {@return flag, rule and the number of attributes, nothing about the user} */
        @Override
        public String toString() {
            return "BanditPrediction[flagKey=" + flagKey + ", ruleId=" + ruleId + ", " + attributes.size()
                    + " attributes]";
        }
    }
}
