package dev.optireactor.core.datafile;

import java.util.List;

/**
 * A flag.
 *
 * @param id the flag's id
 * @param key its key
 * @param experimentIds its experiment rules, in order
 * @param rolloutId its rollout; may be empty
 * @param variables its variables, in order
 */
public record FeatureFlag(
        DatafileText id, String key, List<String> experimentIds, String rolloutId, List<Variable> variables) {}
