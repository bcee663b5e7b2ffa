package dev.optireactor.core.datafile;

import java.util.List;

/**
 * The delivery rules of a flag.
 *
 * @param id the rollout's id
 * @param rules its rules in order; the last is for everyone else
 */
public record Rollout(String id, List<Experiment> rules) {}
