package dev.optireactor.core.condition;

/** {@code exact} with a boolean; unknown for anything but a boolean, 0 and 1 included. */
record ExactBoolean(String attribute, boolean expected) implements Condition {

    @Override
    public Truth test(Subject subject) {
        return subject.attribute(attribute) instanceof Boolean flag ? Truth.of(flag == expected) : Truth.UNKNOWN;
    }
}
