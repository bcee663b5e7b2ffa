package dev.optireactor.core.config;

import java.util.List;
import java.util.Map;

/**
 * A flag.
 *
 * @param id its id
 * @param key its key
 * @param experimentRules its experiments, in order
 * @param deliveryRules its delivery rules, in order; the last is for everyone else
 * @param variablesMap its variables by key, with their defaults
 * @param experimentsMap {@code experimentRules} by key
 */
public record OptimizelyFeature(
        String id,
        String key,
        List<OptimizelyExperiment> experimentRules,
        List<OptimizelyExperiment> deliveryRules,
        Map<String, OptimizelyVariable> variablesMap,
        Map<String, OptimizelyExperiment> experimentsMap) {}
