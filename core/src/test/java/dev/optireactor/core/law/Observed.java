package dev.optireactor.core.law;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserProfile;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that can be seen of an evaluation, comparable. */
record Observed(List<Flag> flags, @Nullable UserProfile saved) {

    /** All that can be seen of one flag. */
    record Flag(OptimizelyDecision decision, boolean error, boolean included, List<String> impressions, String ids) {}

    static Observed of(Decided decided) {
        return new Observed(decided.flags().stream().map(Observed::of).toList(), decided.profileToSave());
    }

    static Flag of(FlagDecision flag) {
        List<String> impressions = flag.impressions().stream()
                .map(impression -> impression.outcome().source() + " "
                        + impression.outcome().ruleKey() + " "
                        + impression.outcome().variationKey() + " " + impression.cmabUuid())
                .toList();
        return new Flag(
                flag.decision(),
                flag.isError(),
                flag.included(),
                impressions,
                Objects.toString(flag.experimentId()) + " " + flag.variationId());
    }
}
