package dev.optireactor.core.decision;

import dev.optireactor.core.bucketing.TrafficAllocation;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.decision.HoldoutRules.LocalHit;
import dev.optireactor.core.project.DecisionSource;
import dev.optireactor.core.project.GroupMembership;
import dev.optireactor.core.project.Outcome;
import dev.optireactor.core.project.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The experiment rules of a flag, in order. For each: forced decision, local holdouts, status, forced variation of the
 * client, whitelist, stored variation, audience, group, and then the bandit's prediction or the traffic allocation.
 */
final class ExperimentRules {

    private ExperimentRules() {}

    static @Nullable Outcome decide(FlagEvaluation evaluation) {
        List<Rule> rules = evaluation.flag().experimentRules();
        if (rules.isEmpty()) {
            evaluation.reasons().noExperiments(evaluation.flag().key());
        }
        for (int i = 0; i < rules.size(); i++) {
            Outcome outcome = decide(evaluation, rules.get(i));
            if (outcome != null || evaluation.stopped()) {
                return outcome;
            }
        }
        return null;
    }

    private static @Nullable Outcome decide(FlagEvaluation evaluation, Rule rule) {
        Outcome forced = ForcedDecisions.ofRule(evaluation, DecisionSource.FEATURE_TEST, rule);
        if (forced != null) {
            return forced;
        }
        LocalHit holdout = HoldoutRules.localHit(evaluation, rule, "experiment");
        if (holdout != null) {
            return holdout.decision();
        }
        if (!rule.running()) {
            evaluation.reasons().notRunning(rule.key());
            return null;
        }
        Outcome known = assigned(evaluation, rule);
        return known == null && audienceMet(evaluation, rule) && inGroup(evaluation, rule)
                ? bucket(evaluation, rule)
                : known;
    }

    /** A variation that the user has in this rule regardless of audience and traffic. */
    private static @Nullable Outcome assigned(FlagEvaluation evaluation, Rule rule) {
        String userId = evaluation.user().userId();
        String forced = evaluation.call.request.forcedVariation(rule.id());
        Outcome outcome = forced == null ? null : rule.outcomeByKey(forced);
        if (forced != null && outcome != null) {
            evaluation.reasons().clientForced(forced, rule.key(), userId);
            return outcome;
        }
        String whitelisted = evaluation.call.whitelisted(rule);
        if (whitelisted != null) {
            outcome = rule.outcomeByKey(whitelisted);
            if (outcome != null) {
                evaluation.reasons().whitelisted(userId, whitelisted);
                return outcome;
            }
            evaluation.reasons().whitelistInvalid(whitelisted, userId);
        }
        return stored(evaluation, rule);
    }

    private static @Nullable Outcome stored(FlagEvaluation evaluation, Rule rule) {
        StickyVariations sticky = evaluation.call.sticky;
        if (sticky == null) {
            return null;
        }
        String userId = evaluation.user().userId();
        String variationId = sticky.variationId(rule.id());
        if (variationId == null) {
            evaluation.reasons().nothingSticky(rule.key(), userId);
            return null;
        }
        Outcome outcome = rule.outcomeById(variationId);
        if (outcome == null) {
            evaluation.reasons().stickyUnknown(userId, variationId, rule.key());
        } else {
            evaluation.reasons().sticky(outcome.variationKey(), rule.key(), userId);
        }
        return outcome;
    }

    private static boolean audienceMet(FlagEvaluation evaluation, Rule rule) {
        boolean met = AudienceCheck.passed(evaluation, rule, "experiment", rule.key());
        if (!met) {
            evaluation.reasons().notInAudience(evaluation.user().userId(), rule.key());
        }
        return met;
    }

    private static boolean inGroup(FlagEvaluation evaluation, Rule rule) {
        GroupMembership group = rule.group();
        if (group == null) {
            return true;
        }
        String bucketingId = evaluation.user().bucketingId();
        int position = group.traffic().target(evaluation.user().bucket(group.groupId()));
        if (position == TrafficAllocation.NONE) {
            evaluation.reasons().inNoneOfGroup(bucketingId, group.groupId());
            return false;
        }
        boolean in = position == group.position();
        evaluation.reasons().inGroup(bucketingId, in, rule.key(), group.groupId());
        return in;
    }

    private static @Nullable Outcome bucket(FlagEvaluation evaluation, Rule rule) {
        if (rule.bandit() != null) {
            return BanditRules.decide(evaluation, rule, rule.bandit());
        }
        UserContext user = evaluation.user();
        Outcome outcome = rule.outcomeInBucket(user.bucket(rule.id()));
        if (outcome == null) {
            evaluation.reasons().notBucketed(user.bucketingId(), rule.key());
            return null;
        }
        evaluation.reasons().bucketed(user.bucketingId(), outcome.variationKey(), rule.key());
        StickyVariations sticky = evaluation.call.sticky;
        Variation variation = outcome.variation();
        if (sticky != null && variation != null) {
            sticky.remember(rule.id(), variation.id());
        }
        return outcome;
    }
}
