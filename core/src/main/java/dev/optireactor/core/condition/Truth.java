package dev.optireactor.core.condition;

/** Three-valued truth: an audience that cannot be judged is {@link #UNKNOWN}, and an unknown user is not in it. */
public enum Truth {
    /** The condition holds. */
    TRUE,
    /** The condition does not hold. */
    FALSE,
    /** The condition cannot be judged: an attribute is missing or of the wrong type, or the condition is malformed. */
    UNKNOWN;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
