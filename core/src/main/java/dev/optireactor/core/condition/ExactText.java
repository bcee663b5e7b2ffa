package dev.optireactor.core.condition;

/** {@code exact} with a text: case-sensitive; unknown for anything but a text. */
record ExactText(String attribute, String expected) implements Condition {

    @Override
    public Truth test(Subject subject) {
        return subject.attribute(attribute) instanceof String text ? Truth.of(text.equals(expected)) : Truth.UNKNOWN;
    }
}
