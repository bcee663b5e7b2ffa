package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.HashPrefix;
import dev.optireactor.core.bucketing.TrafficAllocation;
import dev.optireactor.core.datafile.Datafile;
import dev.optireactor.core.datafile.Experiment;
import dev.optireactor.core.datafile.ExperimentSummary;
import dev.optireactor.core.datafile.FeatureFlag;
import dev.optireactor.core.datafile.Group;
import dev.optireactor.core.datafile.Rollout;
import dev.optireactor.core.datafile.TrafficRange;
import dev.optireactor.core.datafile.Variation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The experiments of a datafile by id, with their groups and what feature rollouts add to them. */
final class Experiments {

    private final List<Experiment> listed = new ArrayList<>();
    private final Map<String, Experiment> byId;
    private final Map<String, GroupMembership> groups = new HashMap<>();
    private final IdentityHashMap<Experiment, Experiment> extensions = new IdentityHashMap<>();

    Experiments(Datafile datafile, List<String> warnings) {
        byId = new HashMap<>(number(datafile) * 4 / 3 + 1);
        listed.addAll(datafile.experiments());
        datafile.experiments().forEach(this::add);
        datafile.rollouts().forEach(rollout -> rollout.rules().forEach(this::add));
        for (Group group : datafile.groups()) {
            listed.addAll(group.experiments());
            group.experiments().forEach(this::add);
            if (group.random()) {
                addMemberships(group);
            }
        }
        Set<String> repeated = repeatedKeys();
        if (!repeated.isEmpty()) {
            warnings.add("Duplicate experiment keys found in datafile: " + String.join(", ", repeated));
        }
    }

    private static int number(Datafile datafile) {
        int number = datafile.experiments().size();
        for (Group group : datafile.groups()) {
            number += group.experiments().size();
        }
        for (Rollout rollout : datafile.rollouts()) {
            number += rollout.rules().size();
        }
        return number;
    }

    private Set<String> repeatedKeys() {
        Set<String> keys = new HashSet<>(listed.size() * 4 / 3 + 1);
        Set<String> repeated = new LinkedHashSet<>();
        for (Experiment experiment : listed) {
            if (!keys.add(experiment.key())) {
                repeated.add(experiment.key());
            }
        }
        return repeated;
    }

    private void add(Experiment experiment) {
        byId.put(experiment.id(), experiment);
    }

    private void addMemberships(Group group) {
        String[] ids = group.experiments().stream().map(Experiment::id).toArray(String[]::new);
        Positions positions = new Positions(ids);
        TrafficAllocation traffic = RuleCompiler.traffic(group.traffic(), positions::of);
        for (String id : ids) {
            groups.put(id, new GroupMembership(group.id(), traffic, positions.of(id)));
        }
    }

    @Nullable
    Experiment byId(String id) {
        return byId.get(id);
    }

    @Nullable
    GroupMembership group(String experimentId) {
        return groups.get(experimentId);
    }

    /** {@return the experiments that are not delivery rules, in order} */
    List<ExperimentSummary> summaries() {
        // Most are no feature rollouts; to look those up would make up an identity hash code for each.
        return listed.stream()
                .map(experiment -> experiment.featureRollout()
                        ? extensions.getOrDefault(experiment, experiment).summary()
                        : experiment.summary())
                .toList();
    }

    /**
     * A feature rollout ends with the everyone-else variation of its flag's rollout, so that whoever passes its audience
     * is decided by it.
     */
    void addFeatureRollouts(List<FeatureFlag> flags, Map<String, Rollout> rollouts) {
        IdentityHashMap<Experiment, List<Variation>> additions = new IdentityHashMap<>();
        for (FeatureFlag flag : flags) {
            List<String> ids = flag.experimentIds();
            for (String id : ids.size() > 1 ? new LinkedHashSet<>(ids) : ids) {
                Experiment experiment = byId.get(id);
                if (experiment != null && experiment.featureRollout()) {
                    Variation everyoneElse = everyoneElse(rollouts.get(flag.rolloutId()));
                    if (everyoneElse != null) {
                        additions
                                .computeIfAbsent(experiment, first -> new ArrayList<>())
                                .add(everyoneElse);
                    }
                }
            }
        }
        additions.forEach(this::extend);
    }

    private static @Nullable Variation everyoneElse(@Nullable Rollout rollout) {
        if (rollout == null || rollout.rules().isEmpty()) {
            return null;
        }
        List<Variation> last = rollout.rules().get(rollout.rules().size() - 1).variations();
        return last.isEmpty() ? null : last.get(0);
    }

    private void extend(Experiment experiment, List<Variation> added) {
        List<Variation> variations = new ArrayList<>(experiment.variations());
        variations.addAll(added);
        List<TrafficRange> traffic = new ArrayList<>(experiment.traffic());
        added.forEach(variation -> traffic.add(new TrafficRange(variation.id(), HashPrefix.BUCKETS)));
        Experiment extended = new Experiment(
                experiment.summary().with(List.copyOf(variations)),
                experiment.running(),
                experiment.featureRollout(),
                traffic,
                experiment.audienceIds(),
                experiment.forcedVariations(),
                experiment.bandit());
        byId.put(experiment.id(), extended);
        extensions.put(experiment, extended);
    }
}
