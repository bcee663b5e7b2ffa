package dev.optireactor.core.datafile;

import java.util.List;

/**
 * Experiments that share traffic.
 *
 * @param id the group's id
 * @param random whether a user may be in one of them only
 * @param traffic which experiment gets which buckets
 * @param experiments the experiments
 */
public record Group(String id, boolean random, List<TrafficRange> traffic, List<Experiment> experiments) {}
