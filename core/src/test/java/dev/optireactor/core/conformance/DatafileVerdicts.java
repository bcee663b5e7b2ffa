package dev.optireactor.core.conformance;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which odd datafiles load, of those that some official SDK refuses and some other takes: all whose required parts are
 * there and of the right type, in strict JSON. Whatever else is missing, null or of another type has a default, or is
 * skipped with a warning.
 */
final class DatafileVerdicts {

    private static final Set<String> REFUSED = Set.of(
            // Not strict JSON
            "trailing-garbage",
            "comment",
            "nan-literal",
            // Required at the top, as texts
            "null-accountId",
            "null-projectId",
            "null-revision",
            "wrongtype-accountId",
            "wrongtype-projectId",
            "wrongtype-revision",
            "numeric-ids",
            "numeric-revision",
            "version-4",
            // Lists that are something else
            "wrongtype-featureFlags",
            "wrongtype-rollouts",
            "wrongtype-typedAudiences",
            "holdouts-object",
            "experiment-null-entry",
            // Rules and variations cannot be told apart without id and key
            "experiment-missing-key",
            "experiment-null-key",
            "variation-missing-id",
            "variation-missing-key");

    private static final Set<String> LOADED = Set.of(
            // A byte order mark is no part of the text
            "bom",
            // Optional at the top
            "missing-audiences",
            "null-featureFlags",
            "missing-rollouts",
            "null-rollouts",
            "null-typedAudiences",
            "missing-anonymizeIP",
            "null-anonymizeIP",
            "null-sdkKey",
            "null-environmentKey",
            "null-botFiltering",
            "null-sendFlagDecisions",
            "holdouts-null",
            "localHoldouts-null",
            "integrations-null",
            "region-null",
            // Optional in experiments and rules
            "experiment-missing-status",
            "experiment-null-status",
            "experiment-missing-layerId",
            "experiment-null-layerId",
            "experiment-missing-forcedVariations",
            "experiment-null-forcedVariations",
            "rule-missing-forcedVariations",
            "rule-missing-status",
            "cmab-string",
            "group-missing-policy",
            // A traffic range without a usable end is skipped
            "traffic-missing-end",
            "traffic-string-end",
            "traffic-float-end",
            "traffic-fraction-end",
            "traffic-null-entity",
            // Flags: one without key cannot be asked for, a rollout without id not be referred to
            "flag-missing-id",
            "flag-null-id",
            "flag-missing-key",
            "flag-null-key",
            "flag-missing-rolloutId",
            "flag-null-rolloutId",
            "flag-unknown-rollout",
            "rollout-missing-id",
            "variable-missing-default",
            "variable-missing-type",
            // Audiences that cannot be judged are unknown
            "audience-object-conditions",
            "typed-null-conditions",
            "typed-string-conditions",
            "typed-qualified-number",
            "typed-condition-number",
            "typed-condition-null",
            "audienceConditions-null",
            "audienceConditions-object",
            "audienceConditions-number",
            "audienceIds-numbers",
            // Events, attributes, holdouts, integrations
            "event-missing-id",
            "event-missing-experimentIds",
            "attribute-missing-id",
            "attribute-numeric-id",
            "holdout-missing-id",
            "holdout-missing-status",
            "integration-odp-null-host");

    private DatafileVerdicts() {}

    /** A sample that is not listed may do either; even so it must not crash the parser. */
    static Object expected(Sample sample) {
        String name = sample.text("name");
        if (LOADED.contains(name) || REFUSED.contains(name)) {
            return LOADED.contains(name);
        }
        return new Rule("loaded or refused", Boolean.class::isInstance);
    }

    /** {@return the names of all samples that are listed} */
    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(LOADED);
        names.addAll(REFUSED);
        return names;
    }
}
