package dev.optireactor.core.condition;

/** {@code exact}, {@code gt}, {@code ge}, {@code lt}, {@code le} with a number; unknown for anything but a valid number. */
record NumberComparison(String attribute, Ordering ordering, double expected) implements Condition {

    @Override
    public Truth test(Subject subject) {
        double actual = ValidNumber.of(subject.attribute(attribute));
        if (Double.isNaN(actual)) {
            return Truth.UNKNOWN;
        }
        return Truth.of(ordering.accepts(actual > expected ? 1 : actual < expected ? -1 : 0));
    }
}
