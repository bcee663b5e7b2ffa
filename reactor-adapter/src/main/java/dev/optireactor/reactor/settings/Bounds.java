package dev.optireactor.reactor.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/** Checks of settings, with messages that name the setting, its bounds and what was given. Internal. */
public final class Bounds {

    /** 1 min, the longest that most waits may be. */
    public static final Duration MINUTE = Duration.ofMinutes(1);

    /** 10 min, the longest that one call may take, and the longest wait for readiness or for the end. */
    public static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** 1 h, the longest that a connection may be kept, that a retry may wait, and that one may ask to wait. */
    public static final Duration HOUR = Duration.ofHours(1);

    /** 1 day, the longest that an answer or an event may be kept. */
    public static final Duration DAY = Duration.ofDays(1);

    private static final Duration MILLISECOND = Duration.ofMillis(1);
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

    /**
     * Checks a duration that has to pass: one of at least 1 ms.
     *
     * @param name the setting, for the message
     * @param value what was given
     * @param most the most that is allowed
     * @return the value
     */
    public static Duration positive(String name, Duration value, Duration most) {
        return within(name, value, MILLISECOND, most);
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

    /**
     * Checks two settings that may contradict each other.
     *
     * @param name the one that must not be larger, for the message
     * @param value what it is
     * @param limit the other one, for the message
     * @param most what that is
     */
    public static void notAbove(String name, long value, String limit, long most) {
        if (value > most) {
            throw new IllegalArgumentException(
                    name + " (" + value + ") must not be above " + limit + " (" + most + ")");
        }
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
