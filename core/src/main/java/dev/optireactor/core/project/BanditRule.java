package dev.optireactor.core.project;

import java.util.List;

/**
 * A contextual bandit of an experiment rule, with its attributes resolved.
 *
 * @param attributes what the prediction is made from, in order; unknown ids are left out
 * @param trafficAllocation buckets below this ask for a prediction
 */
public record BanditRule(List<BanditAttribute> attributes, int trafficAllocation) {

    /**
     * An attribute that predictions are made from.
     *
     * @param id the attribute's id, which the request carries
     * @param key the name under which users have it
     */
    public record BanditAttribute(String id, String key) {}
}
