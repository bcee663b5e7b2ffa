package dev.optireactor.core.datafile;

import java.util.List;

/**
 * What makes an experiment a contextual bandit (CMAB): its variation comes from the prediction service.
 *
 * @param attributeIds ids of the attributes that the prediction is made from, in order
 * @param trafficAllocation how many of the 10,000 buckets ask for a prediction
 */
public record Bandit(List<String> attributeIds, int trafficAllocation) {}
