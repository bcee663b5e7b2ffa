package dev.optireactor.core.decision;

import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.project.DecidingRule;
import dev.optireactor.core.project.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision of one flag, with what has to be told about it. Immutable. */
public final class FlagDecision {

    private final OptimizelyDecision decision;
    private final @Nullable Outcome outcome;
    private final @Nullable String cmabUuid;
    private final boolean sent;
    private final boolean included;
    private final List<Outcome> holdoutHits;

    FlagDecision(
            OptimizelyDecision decision,
            @Nullable Outcome outcome,
            @Nullable String cmabUuid,
            boolean sent,
            boolean included,
            List<Outcome> holdoutHits) {
        this.decision = decision;
        this.outcome = outcome;
        this.cmabUuid = cmabUuid;
        this.sent = sent;
        this.included = included;
        this.holdoutHits = holdoutHits;
    }

    static FlagDecision error(OptimizelyDecision decision) {
        return new FlagDecision(decision, null, null, false, true, List.of());
    }

    /** {@return the decision} */
    public OptimizelyDecision decision() {
        return decision;
    }

    /** {@return whether nothing could be decided; then there is neither event nor notification} */
    public boolean isError() {
        return outcome == null;
    }

    /** {@return whether the decision is handed out; false for a flag that {@code ENABLED_FLAGS_ONLY} leaves out} */
    public boolean included() {
        return included;
    }

    /** {@return whether there is any impression to send} */
    public boolean hasImpressions() {
        return sent || !holdoutHits.isEmpty();
    }

    /** {@return the impressions to send: that of the decision, then those of holdouts that only kept the user out of rules} */
    public List<Impression> impressions() {
        List<Impression> impressions = new ArrayList<>(1 + holdoutHits.size());
        if (sent && outcome != null) {
            impressions.add(new Impression(outcome, cmabUuid));
        }
        for (Outcome hit : holdoutHits) {
            impressions.add(new Impression(hit, null));
        }
        return impressions;
    }

    /** {@return the id of the experiment, delivery rule or holdout that decided; null if none did} */
    public @Nullable String experimentId() {
        DecidingRule rule = outcome == null ? null : outcome.rule();
        return rule == null ? null : rule.id();
    }

    /** {@return the variation's id; null if nothing decided} */
    public @Nullable String variationId() {
        Variation variation = outcome == null ? null : outcome.variation();
        return variation == null ? null : variation.id();
    }
}
