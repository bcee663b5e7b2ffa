package dev.optireactor.core.condition;

/** {@code qualified}: membership in a real-time segment; never unknown. */
record Qualified(String segment) implements Condition {

    @Override
    public Truth test(Subject subject) {
        return Truth.of(subject.isQualifiedFor(segment));
    }
}
