package dev.optireactor.core.condition;

/** A condition whose answer is known when it is compiled, such as an unknown match type. */
record Constant(Truth answer) implements Condition {

    static final Constant UNKNOWN = new Constant(Truth.UNKNOWN);
    static final Constant TRUE = new Constant(Truth.TRUE);

    @Override
    public Truth test(Subject subject) {
        return answer;
    }
}
