package dev.optireactor.core.condition;

/** {@code semver_…}: compares with the precision of the target; unknown for anything but a well-formed version text. */
record VersionComparison(String attribute, Ordering ordering, SemanticVersion target) implements Condition {

    @Override
    public Truth test(Subject subject) {
        if (!(subject.attribute(attribute) instanceof String text)) {
            return Truth.UNKNOWN;
        }
        SemanticVersion actual = SemanticVersion.parse(text);
        return actual == null ? Truth.UNKNOWN : Truth.of(ordering.accepts(actual.compareToTarget(target)));
    }
}
