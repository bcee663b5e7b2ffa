package dev.optireactor.core.condition;

/** {@code substring}: case-sensitive; the empty text is part of every text. */
record Substring(String attribute, String part) implements Condition {

    @Override
    public Truth test(Subject subject) {
        return subject.attribute(attribute) instanceof String text ? Truth.of(text.contains(part)) : Truth.UNKNOWN;
    }
}
