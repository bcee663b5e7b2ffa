package dev.optireactor.reactor.event;

import java.time.Duration;
import java.util.Objects;

/** Checks of settings, with messages that name the setting, its bounds and what was given. */
final class Bounds {

    private Bounds() {}

    static long within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", was " + value);
        }
        return value;
    }

    static Duration within(String name, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be from " + least.toMillis() + "ms to " + most.toMillis()
                    + "ms, was " + value.toMillis() + "ms");
        }
        return value;
    }
}
