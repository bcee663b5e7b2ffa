package dev.optireactor.core.decision;

import dev.optireactor.core.condition.Truth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reasons of one flag's decision, if asked for; no text is made otherwise. Texts are joined, never formatted: user
 * data may contain anything.
 */
final class Reasons {

    static final String NOT_READY = "Optimizely SDK not configured properly yet.";

    private static final Reasons OFF = new Reasons(null);

    private final @Nullable List<String> infos;
    private @Nullable String error;

    private Reasons(@Nullable List<String> infos) {
        this.infos = infos;
    }

    /** {@return where to put the reasons of one flag; where they are not asked for, all flags share what forgets them} */
    static Reasons of(boolean included) {
        return included ? new Reasons(new ArrayList<>()) : OFF;
    }

    /** Whether reasons are asked for. */
    boolean included() {
        return infos != null;
    }

    static String unknownFlag(String flagKey) {
        return "No flag was found for key \"" + flagKey + "\".";
    }

    void predictionFailed(String experimentKey) {
        if (infos != null) {
            error = "Failed to fetch CMAB data for experiment " + experimentKey + ".";
        }
    }

    /** Errors first: that of the prediction, those of the variables, then whatever was collected. Used once. */
    List<String> report(List<String> variableErrors) {
        if (infos == null) {
            return variableErrors;
        }
        infos.addAll(0, variableErrors);
        if (error != null) {
            infos.add(0, error);
        }
        return Collections.unmodifiableList(infos);
    }

    void note(@Nullable String text) {
        if (infos != null && text != null) {
            infos.add(text);
        }
    }

    void forced(String variation, String flag, @Nullable String rule, String user) {
        if (infos != null) {
            infos.add("Variation (" + variation + ") is mapped to flag (" + flag + ")" + ofRule(rule) + " and user ("
                    + user + ") in the forced decision map.");
        }
    }

    void forcedInvalid(String flag, @Nullable String rule, String user) {
        if (infos != null) {
            infos.add("Invalid variation is mapped to flag (" + flag + ")" + ofRule(rule) + " and user (" + user
                    + ") in the forced decision map.");
        }
    }

    private static String ofRule(@Nullable String rule) {
        return rule == null ? "" : ", rule (" + rule + ")";
    }

    void notRunning(String experiment) {
        if (infos != null) {
            infos.add("Experiment \"" + experiment + "\" is not running.");
        }
    }

    void clientForced(String variation, String experiment, String user) {
        if (infos != null) {
            infos.add("Variation \"" + variation + "\" is mapped to experiment \"" + experiment + "\" and user \""
                    + user + "\" in the forced variation map");
        }
    }

    void whitelisted(String user, String variation) {
        if (infos != null) {
            infos.add("User \"" + user + "\" is forced in variation \"" + variation + "\".");
        }
    }

    void whitelistInvalid(String variation, String user) {
        if (infos != null) {
            infos.add("Variation \"" + variation + "\" is not in the datafile. Not activating user \"" + user + "\".");
        }
    }

    void sticky(@Nullable String variation, String experiment, String user) {
        if (infos != null) {
            infos.add("Returning previously activated variation \"" + variation + "\" of experiment \"" + experiment
                    + "\" for user \"" + user + "\" from user profile.");
        }
    }

    void nothingSticky(String experiment, String user) {
        if (infos != null) {
            infos.add("No previously activated variation of experiment \"" + experiment + "\" for user \"" + user
                    + "\" found in user profile.");
        }
    }

    void stickyUnknown(String user, String variationId, String experiment) {
        if (infos != null) {
            infos.add("User \"" + user + "\" was previously bucketed into variation with ID \"" + variationId
                    + "\" for experiment \"" + experiment
                    + "\", but no matching variation was found for that user. We will re-bucket the user.");
        }
    }

    void audience(String what, String which, Truth truth) {
        if (infos != null) {
            infos.add("Audiences for " + what + " \"" + which + "\" collectively evaluated to " + answer(truth) + ".");
        }
    }

    private static String answer(Truth truth) {
        return switch (truth) {
            case TRUE -> "true";
            case FALSE -> "false";
            case UNKNOWN -> "null";
        };
    }

    void notInAudience(String user, String experiment) {
        if (infos != null) {
            infos.add("User \"" + user + "\" does not meet conditions to be in experiment \"" + experiment + "\".");
        }
    }

    void inNoneOfGroup(String bucketingId, String group) {
        if (infos != null) {
            infos.add("User with bucketingId \"" + bucketingId + "\" is not in any experiment of group " + group + ".");
        }
    }

    void inGroup(String bucketingId, boolean in, String experiment, String group) {
        if (infos != null) {
            infos.add("User with bucketingId \"" + bucketingId + "\" is " + (in ? "" : "not ") + "in experiment \""
                    + experiment + "\" of group " + group + ".");
        }
    }

    void bucketed(String bucketingId, @Nullable String variation, String experiment) {
        if (infos != null) {
            infos.add("User with bucketingId \"" + bucketingId + "\" is in variation \"" + variation
                    + "\" of experiment \"" + experiment + "\".");
        }
    }

    void notBucketed(String bucketingId, String experiment) {
        if (infos != null) {
            infos.add("User with bucketingId \"" + bucketingId + "\" is not in any variation of experiment \""
                    + experiment + "\".");
        }
    }

    void banditTraffic(String experiment) {
        if (infos != null) {
            infos.add("Using CMAB traffic allocation for experiment \"" + experiment + "\"");
        }
    }

    void inBanditTraffic(String bucketingId, String experiment) {
        if (infos != null) {
            infos.add("User with bucketingId \"" + bucketingId + "\" is bucketed into CMAB for experiment \""
                    + experiment + "\"");
        }
    }

    void predictionUnsupported() {
        note("CMAB is not supported in sync mode.");
    }

    void predicted(Prediction.Predicted prediction, String experiment) {
        if (infos != null) {
            infos.add("Successfully fetched CMAB decision CmabDecision{variationId='" + prediction.variationId()
                    + "', cmabUuid='" + prediction.cmabUuid() + "'} for experiment " + experiment + ".");
        }
    }

    void noExperiments(String flag) {
        if (infos != null) {
            infos.add("The feature flag \"" + flag + "\" is not used in any experiments.");
        }
    }

    void noRollout(String flag) {
        if (infos != null) {
            infos.add("The feature flag \"" + flag + "\" is not used in a rollout.");
        }
    }

    void unknownRollout(String rollout, String flag) {
        if (infos != null) {
            infos.add("The rollout with id \"" + rollout + "\" was not found in the datafile for feature flag \"" + flag
                    + "\".");
        }
    }

    void targeted(String user, boolean met, String rule) {
        if (infos != null) {
            infos.add("User \"" + user + "\" " + (met ? "meets" : "does not meet") + " conditions for targeting rule \""
                    + rule + "\".");
        }
    }

    void delivered(String user, boolean bucketed, String rule) {
        if (infos != null) {
            infos.add("User \"" + user + "\" " + (bucketed ? "bucketed" : "is not bucketed") + " for targeting rule \""
                    + rule + "\".");
        }
    }

    void rollout(String user, boolean bucketed, String flag) {
        if (infos != null) {
            infos.add("The user \"" + user + "\" " + (bucketed ? "was" : "was not")
                    + " bucketed into a rollout for feature flag \"" + flag + "\".");
        }
    }

    void holdoutAudience(String user, boolean met, String holdout) {
        if (infos != null) {
            infos.add("User (" + user + ") " + (met ? "meets audience conditions" : "does not meet conditions")
                    + " for holdout (" + holdout + ").");
        }
    }

    void heldOut(String user, @Nullable String variation, String holdout) {
        if (infos != null) {
            infos.add("User (" + user + ") is in variation (" + variation + ") of holdout (" + holdout + ").");
        }
    }

    void notHeldOut(String user) {
        if (infos != null) {
            infos.add("User (" + user + ") is in no holdout variation.");
        }
    }

    void heldOutOfRule(String user, String holdout, String kind, String rule) {
        if (infos != null) {
            infos.add("The user '" + user + "' is bucketed into local holdout '" + holdout + "' for " + kind + " rule '"
                    + rule + "'.");
        }
    }

    void deliveriesExcluded(String holdout) {
        if (infos != null) {
            infos.add("Holdout \"" + holdout
                    + "\" has excludeTargetedDeliveries enabled, continuing to rollout evaluation.");
        }
    }
}
