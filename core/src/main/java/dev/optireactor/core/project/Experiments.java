package dev.optireactor.core.project;

import dev.optireactor.core.bucketing.HashPrefix;
import dev.optireactor.core.bucketing.TrafficAllocation;
import dev.optireactor.core.datafile.Datafile;
import dev.optireactor.core.datafile.Experiment;
import dev.optireactor.core.datafile.FeatureFlag;
import dev.optireactor.core.datafile.Group;
import dev.optireactor.core.datafile.Rollout;
import dev.optireactor.core.datafile.TrafficRange;
import dev.optireactor.core.datafile.Variation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The experiments of a datafile by id, with their groups and what feature rollouts add to them. */
final class Experiments {

    private final List<Experiment> listed = new ArrayList<>();
    private final Map<String, Experiment> byId = new HashMap<>();
    private final Map<String, GroupMembership> groups = new HashMap<>();
    private final Map<String, ProjectExperiment> summaries = new HashMap<>();

    Experiments(Datafile datafile) {
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
    }

    private void add(Experiment experiment) {
        byId.put(experiment.id(), experiment);
    }

    private void addMemberships(Group group) {
        List<String> ids = group.experiments().stream().map(Experiment::id).toList();
        int[] ends = new int[group.traffic().size()];
        int[] targets = new int[ends.length];
        for (int i = 0; i < ends.length; i++) {
            TrafficRange range = group.traffic().get(i);
            ends[i] = range.endOfRange();
            int position = ids.indexOf(range.entityId());
            targets[i] = position < 0 ? TrafficAllocation.NONE : position;
        }
        TrafficAllocation traffic = new TrafficAllocation(ends, targets);
        for (int i = 0; i < ids.size(); i++) {
            groups.put(ids.get(i), new GroupMembership(group.id(), traffic, i));
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

    ProjectExperiment summary(Experiment experiment) {
        return summaries.computeIfAbsent(
                experiment.id(),
                id -> new ProjectExperiment(
                        id,
                        experiment.key(),
                        experiment.layerId(),
                        experiment.audienceConditions(),
                        experiment.variations()));
    }

    /** {@return the experiments that are not delivery rules, in order} */
    List<ProjectExperiment> summaries() {
        return listed.stream().map(this::summary).toList();
    }

    /**
     * A feature rollout ends with the everyone-else variation of its flag's rollout, so that whoever passes its audience
     * is decided by it.
     */
    void addFeatureRollouts(FeatureFlag flag, @Nullable Rollout rollout) {
        if (rollout == null || rollout.rules().isEmpty()) {
            return;
        }
        List<Variation> last = rollout.rules().get(rollout.rules().size() - 1).variations();
        if (last.isEmpty()) {
            return;
        }
        for (String id : flag.experimentIds()) {
            Experiment experiment = byId.get(id);
            if (experiment != null && experiment.featureRollout()) {
                Experiment extended = extend(experiment, last.get(0));
                byId.put(id, extended);
                summaries.remove(id);
                summaries.put(id, summary(extended));
            }
        }
    }

    private static Experiment extend(Experiment experiment, Variation everyoneElse) {
        List<Variation> variations = new ArrayList<>(experiment.variations());
        variations.add(everyoneElse);
        List<TrafficRange> traffic = new ArrayList<>(experiment.traffic());
        traffic.add(new TrafficRange(everyoneElse.id(), HashPrefix.BUCKETS));
        return new Experiment(
                experiment.id(),
                experiment.key(),
                experiment.running(),
                experiment.featureRollout(),
                experiment.layerId(),
                List.copyOf(variations),
                traffic,
                experiment.audienceIds(),
                experiment.audienceConditions(),
                experiment.forcedVariations(),
                experiment.bandit());
    }
}
