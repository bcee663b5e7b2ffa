package dev.optireactor.reactor.transport;

import java.time.Duration;
import java.util.Objects;

/** Checks of settings, with messages that name the setting, its bound and what was given. Internal. */
public final class Bounds {

    private Bounds() {}

    /**
     * Checks a duration.
     *
     * @param name the setting, for the message
     * @param value what was given
     * @param least the least that is allowed
     * @param most the most that is allowed
     * @return the value
     */
    public static Duration within(String name, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be from " + least.toMillis() + "ms to " + most.toMillis()
                    + "ms, was " + value.toMillis() + "ms");
        }
        return value;
    }

    /**
     * Checks a number that has no upper bound.
     *
     * @param name the setting, for the message
     * @param value what was given
     * @param least the least that is allowed
     * @return the value
     */
    public static int atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
        }
        return value;
    }

    /**
     * Checks a number.
     *
     * @param name the setting, for the message
     * @param value what was given
     * @param least the least that is allowed
     * @param most the most that is allowed
     * @return the value
     */
    public static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }
}
