package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.TrafficAllocation;
import dev.optireactor.core.datafile.ExperimentSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of one flag, an experiment or a targeted delivery, with everything resolved that can be. */
public final class Rule implements DecidingRule {

    private static final Outcome[] UNPREPARED = {};

    private final String id;
    private final String key;
    private final ExperimentSummary experiment;
    private final boolean running;
    private final @Nullable RuleAudience audience;
    private final RuleExtras extras;
    private final TrafficAllocation traffic;
    private Outcome[] outcomes = UNPREPARED;

    Rule(
            ExperimentSummary experiment,
            boolean running,
            @Nullable RuleAudience audience,
            RuleExtras extras,
            TrafficAllocation traffic) {
        this.id = experiment.id();
        this.key = experiment.key();
        this.experiment = experiment;
        this.running = running;
        this.audience = audience;
        this.extras = extras;
        this.traffic = traffic;
    }

    /** Whether it is complete. A flag may list a rule twice. */
    boolean isPrepared() {
        return outcomes != UNPREPARED;
    }

    /** Completes the rule while its flag is compiled; never called afterwards. */
    void prepare(Outcome[] prepared) {
        this.outcomes = prepared;
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
        String campaignId = experiment.layerId();
        return campaignId.isEmpty() ? id : campaignId;
    }

    @Override
    public int campaignIdLength() {
        int length = experiment.layerIdLength();
        return length == 0 ? id.length() : length;
    }

    /** {@return whether the experiment is running; delivery rules decide regardless} */
    public boolean running() {
        return running;
    }

    @Override
    public @Nullable RuleAudience audience() {
        return audience;
    }

    @Override
    public boolean hasEmptyAudience() {
        return RuleCompiler.isEmptyList(experiment.audienceConditions());
    }

    /** {@return the place in a mutually exclusive group, or null} */
    public @Nullable GroupMembership group() {
        return extras.group();
    }

    /** {@return set if the variation comes from the prediction service} */
    public @Nullable BanditRule bandit() {
        return extras.bandit();
    }

    /** {@return holdouts of this rule, in order} */
    public List<HoldoutRule> localHoldouts() {
        return extras.localHoldouts();
    }

    /**
     * {@return what the flag becomes; null if the user is in no variation}
     *
     * @param bucket the user's bucket for this rule
     */
    public @Nullable Outcome outcomeInBucket(int bucket) {
        int position = traffic.target(bucket);
        return position == TrafficAllocation.NONE ? null : outcomes[position];
    }

    /**
     * {@return what the flag becomes with a variation; null if the rule has no such variation}
     *
     * @param variationId the variation's id
     */
    public @Nullable Outcome outcomeById(String variationId) {
        for (int i = outcomes.length - 1; i >= 0; i--) {
            if (experiment.variations().get(i).hasId(variationId)) {
                return outcomes[i];
            }
        }
        return null;
    }

    /**
     * {@return what the flag becomes with a variation; null if the rule has no such variation}
     *
     * @param variationKey the variation's key
     */
    public @Nullable Outcome outcomeByKey(String variationKey) {
        for (int i = outcomes.length - 1; i >= 0; i--) {
            if (experiment.variations().get(i).key().equals(variationKey)) {
                return outcomes[i];
            }
        }
        return null;
    }

    ExperimentSummary experiment() {
        return experiment;
    }

    Outcome[] outcomes() {
        return outcomes;
    }

    @Override
    public String toString() {
        return "Rule[" + key() + "]";
    }
}
