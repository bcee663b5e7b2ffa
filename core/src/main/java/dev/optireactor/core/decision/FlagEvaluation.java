package dev.optireactor.core.decision;

import dev.optireactor.core.json.OptimizelyJSON;
import dev.optireactor.core.project.DecisionSource;
import dev.optireactor.core.project.Flag;
import dev.optireactor.core.project.HoldoutRule;
import dev.optireactor.core.project.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of one flag, in the order of precedence: forced decision of the flag, global holdouts, experiment rules,
 * delivery rules, nothing. Used by one call, for one flag after the other, which spares it an object for each: what
 * belongs to a flag, its holdout hits above all, is forgotten before the next.
 */
final class FlagEvaluation {

    final Call call;
    final boolean forced;
    private Flag flag;
    private Reasons reasons;
    private @Nullable String cmabUuid;
    private @Nullable Outcome deferredHoldout;
    private @Nullable List<Outcome> localHits;
    private boolean pending;
    private boolean failed;

    @SuppressWarnings("NullAway.Init")
    FlagEvaluation(Call call) {
        this.call = call;
        this.forced = call.user.hasForcedDecisions();
    }

    private void begin(Flag next, boolean withReasons) {
        flag = next;
        reasons = Reasons.of(withReasons);
        cmabUuid = null;
        deferredHoldout = null;
        localHits = null;
        pending = false;
        failed = false;
    }

    /** {@return the decision of the flag; null if facts are missing, which the call then knows} */
    @Nullable
    FlagDecision evaluate(Flag next) {
        begin(next, call.reasons);
        Outcome outcome = decide();
        if (pending) {
            return null;
        }
        if (failed && !reasons.included()) {
            // An error decision reports all its reasons, so they are collected in a second run.
            begin(next, true);
            decide();
        }
        return failed ? failure() : serve(outcome);
    }

    private Outcome decide() {
        Outcome forcedOutcome = ForcedDecisions.ofFlag(this);
        if (forcedOutcome != null) {
            return forcedOutcome;
        }
        if (call.sticky != null && !call.sticky.asked()) {
            need(new Need.StoredProfile(call.user.userId()));
            return flag.undecided();
        }
        if (call.sticky != null) {
            reasons.note(call.sticky.problem());
        }
        Outcome global = HoldoutRules.firstHit(this, call.project.globalHoldouts());
        if (global != null && !defers(global)) {
            return global;
        }
        deferredHoldout = global;
        Outcome experiment = global == null ? ExperimentRules.decide(this) : null;
        if (experiment != null || pending || failed) {
            return experiment == null ? flag.undecided() : experiment;
        }
        Outcome delivery = DeliveryRules.decide(this);
        return delivery == null ? flag.undecided() : delivery;
    }

    private boolean defers(Outcome global) {
        if (call.semantics.deferOnExcludedDeliveries()
                && global.rule() instanceof HoldoutRule holdout
                && holdout.excludesTargetedDeliveries()) {
            reasons.deliveriesExcluded(holdout.key());
            return true;
        }
        return false;
    }

    UserContext user() {
        return call.user;
    }

    Flag flag() {
        return flag;
    }

    Reasons reasons() {
        return reasons;
    }

    void need(Need need) {
        pending = true;
        call.need(need);
    }

    void fail(String experimentKey) {
        failed = true;
        reasons.predictionFailed(experimentKey);
    }

    /** Whether evaluation ends here because of a missing or failed prediction. */
    boolean stopped() {
        return pending || failed;
    }

    /** The decision is that of a prediction. */
    void predicted(String uuid) {
        cmabUuid = uuid;
    }

    /** The user is kept out of a rule, for which an impression is sent whatever decides. */
    void remember(Outcome localHit) {
        if (localHits == null) {
            localHits = new ArrayList<>();
        }
        localHits.add(localHit);
    }

    private FlagDecision serve(Outcome outcome) {
        OptimizelyDecision decision = new OptimizelyDecision(
                outcome,
                call.variables ? outcome.variables() : OptimizelyJSON.empty(),
                call.user,
                reasons.report(call.variables ? outcome.variableErrors() : List.of()));
        boolean sent = call.events && (outcome.source() != DecisionSource.ROLLOUT || call.project.sendFlagDecisions());
        boolean included = !call.enabledOnly || outcome.enabled();
        return new FlagDecision(decision, outcome, cmabUuid, sent, included, call.events ? holdoutHits() : List.of());
    }

    private FlagDecision failure() {
        return FlagDecision.error(OptimizelyDecision.error(flag.key(), call.user, reasons.report(List.of())));
    }

    /** The deferred global holdout, then the local ones in the order in which they hit. */
    private List<Outcome> holdoutHits() {
        if (deferredHoldout == null) {
            return localHits == null ? List.of() : localHits;
        }
        List<Outcome> hits = new ArrayList<>();
        hits.add(deferredHoldout);
        if (localHits != null) {
            hits.addAll(localHits);
        }
        return hits;
    }
}
