package dev.optireactor.core.condition;

/** {@code not}: the opposite of its operand; unknown stays unknown. */
record Not(Condition operand) implements Condition {

    @Override
    public Truth test(Subject subject) {
        return operand.test(subject).negated();
    }
}
