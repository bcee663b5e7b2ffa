package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.TrafficAllocation;
import dev.optireactor.core.datafile.Bandit;
import dev.optireactor.core.datafile.Experiment;
import dev.optireactor.core.datafile.FeatureFlag;
import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import dev.optireactor.core.datafile.Rollout;
import dev.optireactor.core.datafile.TrafficRange;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.SharedValues;
import dev.optireactor.core.project.BanditRule.BanditAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of flags. */
final class RuleCompiler {

    private final Experiments experiments;
    private final Audiences audiences;
    private final Holdouts holdouts;
    private final Map<String, String> attributeKeys;
    private final Map<String, Map<String, String>> whitelist = new HashMap<>();
    private final SharedValues traffics = new SharedValues();

    RuleCompiler(Experiments experiments, Audiences audiences, Holdouts holdouts, Map<String, String> attributeKeys) {
        this.experiments = experiments;
        this.audiences = audiences;
        this.holdouts = holdouts;
        this.attributeKeys = attributeKeys;
    }

    List<Rule> experimentRules(FeatureFlag flag) {
        if (flag.experimentIds().size() == 1) {
            return List.of(experimentRule(flag, flag.experimentIds().get(0)));
        }
        Map<String, Rule> rules = new HashMap<>();
        for (String id : flag.experimentIds()) {
            rules.computeIfAbsent(id, unknown -> experimentRule(flag, id));
        }
        return flag.experimentIds().stream().map(rules::get).toList();
    }

    private Rule experimentRule(FeatureFlag flag, String id) {
        Experiment experiment = experiments.byId(id);
        if (experiment == null) {
            throw new InvalidDatafileException(
                    Reason.DANGLING_REFERENCE,
                    "/featureFlags",
                    "flag \"" + flag.key() + "\" refers to the unknown experiment " + id);
        }
        experiment.forcedVariations().forEach((user, variation) -> whitelist(user, experiment.id(), variation));
        return compile(experiment, experiments.group(id), bandit(experiment.bandit()));
    }

    private void whitelist(String userId, String experimentId, String variationKey) {
        whitelist.computeIfAbsent(userId, user -> new HashMap<>()).put(experimentId, variationKey);
    }

    /** {@return variation keys by user id and experiment id, for the rules so far} */
    Map<String, Map<String, String>> whitelist() {
        return whitelist;
    }

    /** Delivery rules have neither groups nor bandits, whatever they say. */
    List<Rule> deliveryRules(Rollout rollout) {
        List<Rule> rules = new ArrayList<>(rollout.rules().size());
        for (Experiment experiment : rollout.rules()) {
            rules.add(compile(experiment, null, null));
        }
        return List.copyOf(rules);
    }

    private Rule compile(Experiment experiment, @Nullable GroupMembership group, @Nullable BanditRule bandit) {
        return new Rule(
                experiment.summary(),
                experiment.running(),
                audiences.of(experiment.summary().audienceConditions(), experiment.audienceIds()),
                RuleExtras.of(group, bandit, holdouts.of(experiment.id())),
                // A project has thousands of rules, but few ways to divide traffic.
                traffics.of(traffic(experiment.traffic(), experiment.variations())));
    }

    private @Nullable BanditRule bandit(@Nullable Bandit bandit) {
        if (bandit == null) {
            return null;
        }
        List<BanditAttribute> attributes = new ArrayList<>();
        for (String id : bandit.attributeIds()) {
            String key = attributeKeys.get(id);
            if (key != null) {
                attributes.add(new BanditAttribute(id, key));
            }
        }
        return new BanditRule(List.copyOf(attributes), bandit.trafficAllocation());
    }

    static boolean isEmptyList(@Nullable Object audienceConditions) {
        return audienceConditions instanceof List<?> list && list.isEmpty();
    }

    static TrafficAllocation traffic(List<TrafficRange> ranges, List<Variation> variations) {
        return traffic(ranges, positions(variations));
    }

    /** Few are looked at one after the other, many are hashed. */
    private static ToIntFunction<String> positions(List<Variation> variations) {
        return variations.size() <= Positions.FEW
                ? id -> position(id, variations)
                : new Positions(variations.stream().map(Variation::id).toArray(String[]::new))::of;
    }

    private static int position(String id, List<Variation> variations) {
        int position = variations.size() - 1;
        while (position >= 0 && !variations.get(position).hasId(id)) {
            position--;
        }
        return position;
    }

    /** An empty id is nowhere, even if something has it. */
    static TrafficAllocation traffic(List<TrafficRange> ranges, ToIntFunction<String> positions) {
        int[] ends = new int[ranges.size()];
        int[] targets = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            TrafficRange range = ranges.get(i);
            ends[i] = range.endOfRange();
            targets[i] = range.entityId().isEmpty() ? TrafficAllocation.NONE : positions.applyAsInt(range.entityId());
        }
        return new TrafficAllocation(ends, targets);
    }
}
