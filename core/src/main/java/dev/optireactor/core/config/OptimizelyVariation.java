package dev.optireactor.core.config;

import java.util.Map;

/**
 * A variation.
 *
 * @param id its id
 * @param key its key
 * @param featureEnabled whether it switches the flag on
 * @param variablesMap the flag's variables by key, with their values in this variation
 */
public record OptimizelyVariation(
        String id, String key, boolean featureEnabled, Map<String, OptimizelyVariable> variablesMap) {}
