package dev.optireactor.core.conformance;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * In place of an expected value: whatever satisfies a rule.
 *
 * @param name what is expected, in words
 * @param accepts whether a value, or {@link Difference#ABSENT}, satisfies it
 */
record Rule(String name, Predicate<@Nullable Object> accepts) {

    @Override
    public String toString() {
        return name;
    }
}
