package dev.optireactor.core.conformance;

import static dev.optireactor.core.conformance.Choice.follow;
import static dev.optireactor.core.conformance.Choice.information;
import static dev.optireactor.core.conformance.Choice.own;
import static dev.optireactor.core.conformance.Sdk.JAVA;
import static dev.optireactor.core.conformance.Sdk.JAVASCRIPT;
import static dev.optireactor.core.conformance.Sdk.PYTHON;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The table of all differences between the official SDKs, and what the kernel does about each. */
final class Choices {

    private static final Map<String, Choice> TABLE = table(
            // Contextual bandits
            follow(PYTHON, "cmab-attribute-id", "attributes go by id since July 2026; Java is older"),
            own(
                    "cmab-non-finite-attribute",
                    "left out of the request, since JSON has no such number; told apart in the cache as by Python",
                    OwnAnswers::withoutNonFiniteAttributes),
            own(
                    "cmab-response-parsing",
                    "JSON is parsed as JSON; the id is a text that is not empty, or a number",
                    OwnAnswers::strictPrediction),

            // Audience conditions
            follow(JAVA, "condition-empty-list", "true, as an empty list of a rule is everyone"),
            follow(JAVA, "condition-object-value", "unknown: no match takes an object"),
            follow(JAVASCRIPT, "condition-unknown-operator", "an implicit or, in which the text is an unknown leaf"),
            follow(PYTHON, "legacy-condition-without-match", "the same as exact; so do JavaScript and Go"),
            follow(PYTHON, "match-name-legacy", "unknown: the name is internal to Java"),
            follow(PYTHON, "negative-zero", "equal to zero, as numbers are"),
            follow(PYTHON, "number-above-2-53", "out of range, judged before anything is rounded"),
            follow(JAVA, "semver-build-target", "the shorter user version is less; so does Go"),
            follow(JAVA, "semver-empty-suffix", "an empty suffix is none"),
            follow(PYTHON, "semver-empty-target", "no version, so unknown"),
            follow(PYTHON, "semver-int-overflow", "a version number may have any length"),
            own(
                    "semver-multiple-plus",
                    "as Python: whatever follows the first plus is the suffix",
                    OwnAnswers::pythonButShorterIsLess),
            follow(JAVA, "semver-numeric-vs-text-suffix", "a number is less than a text; Python throws"),

            // Datafiles
            own("datafile-validity", "see DatafileVerdicts", DatafileVerdicts::expected),
            own("version-gated-fields", "as Python: every field is read from every version", GatedFields::expected),
            follow(PYTHON, "traffic-to-unknown-variation", "the user is in no variation; Java throws"),
            follow(PYTHON, "launched-status", "only Running runs"),

            // Decisions
            follow(JAVASCRIPT, "enabled-flags-only-twice", "a set of options; decide ignores this one"),
            follow(PYTHON, "forced-decision-ambiguous-key", "the first in rule order"),
            follow(PYTHON, "local-holdouts", "the feature of June 2026; Java is older"),
            own(
                    "holdout-enabled-variables",
                    "variables as in any variation, which Python cannot find; the rest as Python",
                    MergedVariables::pythonWithAllOfJava),
            follow(PYTHON, "java-format-string-crash", "a percent sign is a character like any other"),
            own("lone-surrogate-ids", "never throws; which bucket is unspecified", OwnAnswers::anyBucket),

            // Variables
            own("variable-boolean-syntax", "true in any case", MergedVariables::javaWithJsonOfPython),
            own("variable-double-syntax", "what Java reads as a double", MergedVariables::javaWithJsonOfPython),
            own("variable-json-non-object", "any JSON value, nothing is lost", MergedVariables::javaWithJsonOfPython),

            // Sticky variations
            own("profile-extra-fields", "not kept; keeping them would do as well", OwnAnswers::pythonOrJava),
            own(
                    "profile-malformed",
                    "one bad entry invalidates the profile, which is then as good as empty",
                    OwnAnswers::javaOrNothingStored),

            // Events
            follow(PYTHON, "event-id-normalization", "ids are normalised since July 2026; Java is older"),
            follow(PYTHON, "event-ids-without-variation", "empty texts, and null for the variation; so does Go"),
            follow(PYTHON, "region-letter-case", "regions are compared without regard to case"),
            own("non-finite-tag-values", "the tag is dropped, JSON cannot carry it", OwnAnswers::withoutUselessTags),
            own("null-tag-values", "the tag is dropped", OwnAnswers::withoutUselessTags),
            own("value-tag-from-string", "a text that is a number as a whole", OwnAnswers::withoutUselessTags),

            // OptimizelyConfig
            follow(PYTHON, "config-audience-conditions-form", "as the datafile has them"),
            follow(JAVA, "config-audience-string", "Python loses operators"),
            follow(JAVA, "config-delivery-rule-variables", "the variation's own values"),
            follow(JAVA, "config-experiment-in-several-flags", "the first flag's"),
            follow(JAVA, "config-feature-enabled-absent", "false"),

            // Nothing that could be compared
            information("reasons-text", "wording differs everywhere and is not part of the vectors"),
            information("javascript-only", "where Python and Java agree, JavaScript is not followed"));

    private Choices() {}

    private static Map<String, Choice> table(Choice... choices) {
        Map<String, Choice> table = new LinkedHashMap<>();
        for (Choice choice : choices) {
            table.put(choice.category(), choice);
        }
        return table;
    }

    static Choice of(String category) {
        Choice choice = TABLE.get(category);
        if (choice == null) {
            throw new UnreadableVectorException("no choice is made for category " + category);
        }
        return choice;
    }

    static Set<String> categories() {
        return TABLE.keySet();
    }
}
