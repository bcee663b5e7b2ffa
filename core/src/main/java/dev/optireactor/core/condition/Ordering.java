package dev.optireactor.core.condition;

/** How the user's value has to stand to the condition's. */
enum Ordering {
    EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL;

    /**
     * Whether a comparison is accepted.
     *
     * @param comparison negative, zero or positive: the user's value against the condition's
     */
    boolean accepts(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case GREATER -> comparison > 0;
            case GREATER_OR_EQUAL -> comparison >= 0;
            case LESS -> comparison < 0;
            case LESS_OR_EQUAL -> comparison <= 0;
        };
    }
}
