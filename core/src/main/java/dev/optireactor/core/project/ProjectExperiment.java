package dev.optireactor.core.project;

import dev.optireactor.core.datafile.DatafileTexts;
import dev.optireactor.core.datafile.Experiment;
import dev.optireactor.core.datafile.Variation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What remains of an experiment when its rules are compiled, shared by the flags that use it.
 *
 * @param id the experiment's id
 * @param key its key
 * @param texts has the campaign's id
 * @param layerPlace the place of that, which may be empty
 * @param audienceConditions the tree of audience ids, for {@code OptimizelyConfig}
 * @param variations its variations, with the one that a feature rollout adds
 */
record ProjectExperiment(
        String id,
        String key,
        DatafileTexts texts,
        int layerPlace,
        @Nullable Object audienceConditions,
        List<Variation> variations) {

    static ProjectExperiment of(Experiment experiment) {
        return new ProjectExperiment(
                experiment.id(),
                experiment.key(),
                experiment.layerId().texts(),
                experiment.layerId().place(),
                experiment.audienceConditions(),
                experiment.variations());
    }

    String layerId() {
        return texts.read(layerPlace);
    }

    int layerIdLength() {
        return texts.length(layerPlace);
    }
}
