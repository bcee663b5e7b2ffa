package dev.optireactor.core.condition;

/** {@code and}: judged from left to right, up to the first operand that does not hold; holds without operands. */
final class AllOf implements Condition {

    private final Condition[] operands;

    AllOf(Condition[] operands) {
        this.operands = operands;
    }

    @Override
    public Truth test(Subject subject) {
        Truth result = Truth.TRUE;
        for (Condition operand : operands) {
            Truth each = operand.test(subject);
            if (each == Truth.FALSE) {
                return each;
            }
            if (each == Truth.UNKNOWN) {
                result = each;
            }
        }
        return result;
    }
}
