package dev.optireactor.core.condition;

/** {@code exists}: whether the attribute is present and not null; never unknown. */
record Exists(String attribute) implements Condition {

    @Override
    public Truth test(Subject subject) {
        return Truth.of(subject.attribute(attribute) != null);
    }
}
