package dev.optireactor.core.config;

import java.util.Map;

/**
 * An experiment or a delivery rule.
 *
 * @param id its id
 * @param key its key
 * @param audiences whom it is for, as a sentence of audience names such as {@code "us" AND (NOT "beta")}; empty for
 *     everyone
 * @param variationsMap its variations by key
 */
public record OptimizelyExperiment(
        String id, String key, String audiences, Map<String, OptimizelyVariation> variationsMap) {}
