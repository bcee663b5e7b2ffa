package dev.optireactor.core.project;

import dev.optireactor.core.datafile.DatafileText;
import dev.optireactor.core.datafile.Experiment;
import dev.optireactor.core.datafile.Variation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What remains of an experiment when its rules are compiled, shared by the flags that use it. */
final class ProjectExperiment {

    private final String id;
    private final String key;
    private final byte[] datafile;
    private final int layerId;
    private final @Nullable Object audienceConditions;
    private final List<Variation> variations;

    ProjectExperiment(Experiment experiment) {
        this.id = experiment.id();
        this.key = experiment.key();
        this.datafile = experiment.layerId().datafile();
        this.layerId = experiment.layerId().place();
        this.audienceConditions = experiment.audienceConditions();
        this.variations = experiment.variations();
    }

    String id() {
        return id;
    }

    String key() {
        return key;
    }

    /** The campaign's id; may be empty. */
    String layerId() {
        return DatafileText.read(datafile, layerId);
    }

    /** The tree of audience ids, for {@code OptimizelyConfig}. */
    @Nullable
    Object audienceConditions() {
        return audienceConditions;
    }

    /** Its variations, with the one that a feature rollout adds. */
    List<Variation> variations() {
        return variations;
    }
}
