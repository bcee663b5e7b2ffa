package dev.optireactor.core.condition;

import org.jspecify.annotations.Nullable;

/** Whom a condition is asked about. */
public interface Subject {

    /**
     * {@return its value; {@code null} when it is absent or null}
     *
     * @param name the attribute's key, case-sensitive
     */
    @Nullable
    Object attribute(String name);

    /**
     * {@return whether the subject is known to be in it}
     *
     * @param segment a real-time segment, case-sensitive
     */
    boolean isQualifiedFor(String segment);
}
