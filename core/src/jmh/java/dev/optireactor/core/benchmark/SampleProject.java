package dev.optireactor.core.benchmark;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A made-up project, from which the datafiles of all sides are written.
 *
 * @param attributes keys of the attributes that audiences ask for
 * @param audiences all audiences
 * @param flags all flags; those of {@link Scenario} come first
 */
record SampleProject(List<String> attributes, List<Audience> audiences, List<Flag> flags) {

    /** Users who meet all clauses. */
    record Audience(String id, String name, List<Clause> clauses) {}

    /** One comparison, with the names that Optimizely gives to comparisons. */
    record Clause(String attribute, String match, @Nullable Object value) {}

    record Flag(
            String id,
            String key,
            String rolloutId,
            List<Variable> variables,
            List<Rule> experiments,
            List<Rule> deliveries) {}

    record Variable(String id, String key, String type, String defaultValue) {}

    /**
     * An experiment or a delivery rule.
     *
     * @param audiences of which the user has to be in one; none is everyone
     * @param ends the exclusive upper bound of each variation's buckets
     * @param group the mutually exclusive group that the experiment is in
     */
    record Rule(
            String id,
            String key,
            String layerId,
            List<Audience> audiences,
            List<Variation> variations,
            List<Integer> ends,
            Map<String, String> whitelist,
            @Nullable String group) {}

    /** A variation, with the values that differ from the defaults by variable id. */
    record Variation(String id, String key, boolean enabled, Map<String, String> values) {}
}
