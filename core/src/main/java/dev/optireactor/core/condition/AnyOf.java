package dev.optireactor.core.condition;

/** {@code or}: judged from left to right, up to the first operand that holds; does not hold without operands. */
final class AnyOf implements Condition {

    private final Condition[] operands;

    AnyOf(Condition[] operands) {
        this.operands = operands;
    }

    @Override
    public Truth test(Subject subject) {
        Truth result = Truth.FALSE;
        for (Condition operand : operands) {
            Truth each = operand.test(subject);
            if (each == Truth.TRUE) {
                return each;
            }
            if (each == Truth.UNKNOWN) {
                result = each;
            }
        }
        return result;
    }
}
