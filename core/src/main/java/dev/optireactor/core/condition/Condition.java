package dev.optireactor.core.condition;

/** A compiled audience condition: immutable, shared by all threads. Asking never throws, whatever the subject has. */
public sealed interface Condition
        permits AllOf,
                AnyOf,
                Not,
                Constant,
                ExactText,
                ExactBoolean,
                NumberComparison,
                Substring,
                Exists,
                VersionComparison,
                Qualified {

    /**
     * {@return whether the condition holds for it}
     *
     * @param subject whom to judge
     */
    Truth test(Subject subject);
}
