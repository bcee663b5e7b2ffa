package dev.optireactor.reactor.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/** Checks of settings, with messages that name the setting, its bounds and what was given. Internal. */
public final class Bounds {

    private static final Duration MOST_MILLIS = Duration.ofMillis(Long.MAX_VALUE);
    private static final Duration LEAST_MILLIS = Duration.ofMillis(Long.MIN_VALUE);

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
            throw outside(name, text(value), text(least), text(most));
        }
        return value;
    }

    private static String text(Duration value) {
        boolean fits = value.compareTo(LEAST_MILLIS) >= 0 && value.compareTo(MOST_MILLIS) <= 0;
        return fits ? value.toMillis() + "ms" : value.toString();
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
        return (int) within(name, (long) value, least, most);
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
    public static long within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw outside(name, String.valueOf(value), String.valueOf(least), String.valueOf(most));
        }
        return value;
    }

    private static IllegalArgumentException outside(String name, String value, String least, String most) {
        return new IllegalArgumentException(name + " must be from " + least + " to " + most + ", was " + value);
    }

    /**
     * Tells whether an address can be sent requests to. It is not quoted anywhere, for it may hold a key.
     *
     * @param address the address
     * @return whether it is absolute, with a host, and http or https
     */
    public static boolean isHttp(URI address) {
        return address.getHost() != null
                && ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()));
    }
}
