package dev.optireactor.core.scenario;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.decision.Need;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Need.StoredProfile;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Failed;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.decision.Predictions;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.project.DecidingRule;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Project;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A scenario under one generation of the semantics: evaluated, answered whatever it needs, evaluated again, until it is
 * decided.
 */
final class Run {

    private final Scenario scenario;
    private final Map<BanditPrediction, Prediction> predictions = new HashMap<>();
    private int lookups;
    private int requests;
    private final Decided decided;

    private Run(Scenario scenario, DecisionSemantics semantics) {
        this.scenario = scenario;
        this.decided = decide(scenario.compile(), new DecisionKernel(semantics));
    }

    static Run of(Scenario scenario, DecisionSemantics semantics) {
        return new Run(scenario, semantics);
    }

    private Decided decide(Project project, DecisionKernel kernel) {
        DecisionRequest request = scenario.request().with(Predictions.none());
        if (scenario.call().profile() != null) {
            request = request.with(ProfileLookup.notAsked());
        }
        for (int round = 0; round < 10; round++) {
            Evaluation evaluation = kernel.evaluate(project, request);
            if (evaluation instanceof Decided done) {
                return done;
            }
            for (Need need : ((Pending) evaluation).needs()) {
                request = answer(request, need);
            }
        }
        throw new AssertionError("still not decided after ten rounds");
    }

    private DecisionRequest answer(DecisionRequest request, Need need) {
        Call call = scenario.call();
        if (need instanceof StoredProfile) {
            lookups++;
            Map<String, String> stored = Objects.requireNonNull(call.profile());
            return request.with(ProfileLookup.found(new UserProfile(call.userId(), stored)));
        }
        requests++;
        String predicted = call.prediction();
        predictions.put(
                (BanditPrediction) need,
                predicted == null ? new Failed("no answer") : new Predicted(predicted, "uuid"));
        return request.with(Predictions.of(predictions));
    }

    Decided decided() {
        return decided;
    }

    FlagDecision flag() {
        return decided.flags().get(0);
    }

    /** {@return the decisions, the impressions, and what was asked and saved, in the notation of the tables} */
    String notation() {
        decided.flags().forEach(this::checkConsistency);
        boolean single = decided.flags().size() == 1;
        String decisions = decided.flags().stream()
                .filter(FlagDecision::included)
                .map(flag -> (single ? "" : flag.decision().flagKey() + ": ") + notation(flag))
                .collect(joining(", "));
        String impressions = decided.flags().stream()
                .flatMap(flag -> flag.impressions().stream())
                .map(impression -> notation(impression)
                        + (single ? "" : "@" + impression.outcome().flag().key()))
                .collect(joining(" "));
        return (decisions.isEmpty() ? "nothing" : decisions)
                + "; " + (impressions.isEmpty() ? "–" : impressions)
                + (scenario.hasBandit() ? "; requests " + requests : "")
                + (scenario.call().profile() == null ? "" : "; lookups " + lookups + ", " + saved());
    }

    private String saved() {
        UserProfile profile = decided.profileToSave();
        if (profile == null) {
            return "saves nothing";
        }
        assertThat(profile.userId()).isEqualTo(scenario.call().userId());
        return "saves "
                + new TreeMap<>(profile.variationIds())
                        .entrySet().stream().map(Object::toString).collect(joining(" "));
    }

    private String notation(FlagDecision flag) {
        OptimizelyDecision decision = flag.decision();
        if (flag.isError()) {
            return "error";
        }
        return notation(decision.ruleKey(), decision.variationKey(), decision.enabled());
    }

    private String notation(Impression impression) {
        Outcome outcome = impression.outcome();
        String kind = switch (outcome.source()) {
            case FEATURE_TEST -> "FT";
            case ROLLOUT -> "R";
            case HOLDOUT -> "H";
        };
        String shown = notation(outcome.ruleKey(), outcome.variationKey(), outcome.enabled());
        String uuid = impression.cmabUuid() == null ? "" : "+" + impression.cmabUuid();
        return kind + "(" + (shown.equals("null") ? "-" : shown) + ")" + uuid;
    }

    /** Variations are named only if they are not the rule's own; being on or off only if it is not what is usual. */
    private String notation(@Nullable String ruleKey, @Nullable String variationKey, boolean enabled) {
        if (variationKey == null) {
            assertThat(ruleKey).isNull();
            assertThat(enabled).isFalse();
            return "null";
        }
        if (ruleKey == null) {
            return "-=" + variationKey + (enabled ? "" : " off");
        }
        Entity rule = scenario.entity(ruleKey);
        String variation = rule.variationKey().equals(variationKey) ? "" : "=" + variationKey;
        return ruleKey + variation + (enabled == !rule.isHoldout() ? "" : enabled ? " on" : " off");
    }

    /** What holds in every scenario, whatever is decided. */
    private void checkConsistency(FlagDecision flag) {
        List<Impression> impressions = flag.impressions();
        assertThat(flag.hasImpressions()).isEqualTo(!impressions.isEmpty());
        OptimizelyDecision decision = flag.decision();
        String ruleKey = decision.ruleKey();
        assertThat(flag.experimentId())
                .isEqualTo(ruleKey == null ? null : scenario.entity(ruleKey).id());
        assertThat(flag.variationId() == null).isEqualTo(decision.variationKey() == null);
        if (!scenario.call().options().contains(OptimizelyDecideOption.INCLUDE_REASONS) && !flag.isError()) {
            assertThat(decision.reasons()).isEmpty();
        }
        for (Impression impression : impressions) {
            DecidingRule rule = impression.outcome().rule();
            if (rule != null) {
                Entity entity = scenario.entity(rule.key());
                assertThat(rule.id()).isEqualTo(entity.id());
                assertThat(rule.campaignId()).isEqualTo(entity.isHoldout() ? entity.id() : "9" + entity.id());
            }
            assertThat(impression.outcome().flag().key()).isEqualTo(decision.flagKey());
        }
    }
}
