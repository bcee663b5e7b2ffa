package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.TrafficAllocation;
import dev.optireactor.core.datafile.Variation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A running holdout. */
public final class HoldoutRule implements DecidingRule {

    private final String id;
    private final String key;
    private final @Nullable RuleAudience audience;
    private final boolean emptyAudience;
    private final TrafficAllocation traffic;
    private final List<Variation> variations;
    private final boolean excludesTargetedDeliveries;

    HoldoutRule(
            String id,
            String key,
            @Nullable RuleAudience audience,
            boolean emptyAudience,
            TrafficAllocation traffic,
            List<Variation> variations,
            boolean excludesTargetedDeliveries) {
        this.id = id;
        this.key = key;
        this.audience = audience;
        this.emptyAudience = emptyAudience;
        this.traffic = traffic;
        this.variations = variations;
        this.excludesTargetedDeliveries = excludesTargetedDeliveries;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String campaignId() {
        return id;
    }

    @Override
    public int campaignIdLength() {
        return id.length();
    }

    @Override
    public @Nullable RuleAudience audience() {
        return audience;
    }

    @Override
    public boolean hasEmptyAudience() {
        return emptyAudience;
    }

    /** {@return whether the flag's delivery rules are still evaluated after a hit} */
    public boolean excludesTargetedDeliveries() {
        return excludesTargetedDeliveries;
    }

    /**
     * {@return what the flag becomes; null if the user is not held out}
     *
     * @param flag the flag being decided; the holdout is one of all flags or of its rules
     * @param bucket the user's bucket for this holdout
     */
    public @Nullable Outcome outcome(Flag flag, int bucket) {
        int position = traffic.target(bucket);
        return position == TrafficAllocation.NONE ? null : flag.heldOut(this, position);
    }

    List<Variation> variations() {
        return variations;
    }
}
