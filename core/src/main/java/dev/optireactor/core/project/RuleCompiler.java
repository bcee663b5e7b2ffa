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
import dev.optireactor.core.project.BanditRule.BanditAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles the rules of flags. */
final class RuleCompiler {

    private final Experiments experiments;
    private final Audiences audiences;
    private final Holdouts holdouts;
    private final Map<String, String> attributeKeys;
    private final Map<String, Map<String, String>> whitelist = new HashMap<>();
    private final Map<TrafficAllocation, TrafficAllocation> traffics = new HashMap<>();

    RuleCompiler(Experiments experiments, Audiences audiences, Holdouts holdouts, Map<String, String> attributeKeys) {
        this.experiments = experiments;
        this.audiences = audiences;
        this.holdouts = holdouts;
        this.attributeKeys = attributeKeys;
    }

    List<Rule> experimentRules(FeatureFlag flag) {
        List<Rule> rules = new ArrayList<>(flag.experimentIds().size());
        for (String id : flag.experimentIds()) {
            Experiment experiment = experiments.byId(id);
            if (experiment == null) {
                throw new InvalidDatafileException(
                        Reason.DANGLING_REFERENCE,
                        "/featureFlags",
                        "flag \"" + flag.key() + "\" refers to the unknown experiment " + id);
            }
            rules.add(compile(experiment, experiments.group(id), bandit(experiment.bandit())));
            experiment.forcedVariations().forEach((user, variation) -> whitelist(user, experiment.id(), variation));
        }
        return List.copyOf(rules);
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
                experiments.summary(experiment),
                experiment.running(),
                audiences.of(experiment.audienceConditions(), experiment.audienceIds()),
                RuleExtras.of(group, bandit, holdouts.of(experiment.id())),
                shared(traffic(experiment.traffic(), experiment.variations())));
    }

    /** A project has thousands of rules, but few ways to divide traffic. */
    private TrafficAllocation shared(TrafficAllocation traffic) {
        TrafficAllocation known = traffics.putIfAbsent(traffic, traffic);
        return known == null ? traffic : known;
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
        int[] ends = new int[ranges.size()];
        int[] targets = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = ranges.get(i).endOfRange();
            targets[i] = position(ranges.get(i).entityId(), variations);
        }
        return new TrafficAllocation(ends, targets);
    }

    private static int position(String variationId, List<Variation> variations) {
        for (int i = variations.size() - 1; i >= 0 && !variationId.isEmpty(); i--) {
            if (variations.get(i).id().equals(variationId)) {
                return i;
            }
        }
        return TrafficAllocation.NONE;
    }
}
