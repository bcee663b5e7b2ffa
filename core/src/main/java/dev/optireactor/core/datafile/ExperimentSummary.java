package dev.optireactor.core.datafile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What remains of an experiment when its rules are compiled, shared by the flags that use it. The id of its campaign is a
 * place and not a {@link DatafileText}, which would be one more object for each experiment that a project keeps.
 *
 * @param id the experiment's id
 * @param key its key
 * @param texts has the campaign's id
 * @param layerPlace the place of that, which may be empty
 * @param audienceConditions a tree of audience ids as a plain JSON value
 * @param variations its variations, in order
 */
public record ExperimentSummary(
        String id,
        String key,
        DatafileTexts texts,
        int layerPlace,
        @Nullable Object audienceConditions,
        List<Variation> variations) {

    /** {@return the campaign's id, made anew at each call; may be empty} */
    public String layerId() {
        return texts.read(layerPlace);
    }

    /** {@return how many characters that has} */
    public int layerIdLength() {
        return texts.length(layerPlace);
    }

    /**
     * {@return the same with other variations}
     *
     * @param others all that it has then
     */
    public ExperimentSummary with(List<Variation> others) {
        return new ExperimentSummary(id, key, texts, layerPlace, audienceConditions, others);
    }
}
