package dev.optireactor.core.datafile;

/**
 * One variation of an experiment, delivery rule or holdout.
 *
 * @param id the variation's id
 * @param key its key
 * @param featureEnabled whether it switches the flag on
 * @param overrides its values for the flag's variables
 */
public record Variation(String id, String key, boolean featureEnabled, VariableOverrides overrides) {}
