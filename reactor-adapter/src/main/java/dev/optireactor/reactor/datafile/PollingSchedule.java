package dev.optireactor.reactor.datafile;

import dev.optireactor.reactor.failure.RejectedException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to pause between the end of one poll and the start of the next. Used by one poll after the other.
 *
 * <p>Regularly the interval. While nothing was ever fetched 1 s, 2 s, 4 s … up to the interval, plus at most half a
 * second of jitter. After a row of refusals (401, 403) the interval, twice that … up to half an hour: waiting does not
 * mend a wrong key.
 */
final class PollingSchedule {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MOST_JITTER = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final Duration interval;
    private final DoubleSupplier random;
    private boolean everFetched;
    private int failures;
    private int refusals;

    PollingSchedule(Duration interval, DoubleSupplier random) {
        this.interval = interval;
        this.random = random;
    }

    void succeeded() {
        everFetched = true;
        failures = 0;
        refusals = 0;
    }

    /** Counts the failure; true if it begins a row of refusals. */
    boolean failed(Throwable failure) {
        if (failure instanceof RejectedException refusal && (refusal.status() == 401 || refusal.status() == 403)) {
            return refusals++ == 0;
        }
        refusals = 0;
        failures++;
        return false;
    }

    Duration pause() {
        if (refusals > 0) {
            return doubled(interval, refusals - 1, longer(interval, LONGEST_PAUSE));
        }
        if (everFetched) {
            return interval;
        }
        Duration jitter = Duration.ofNanos((long) (MOST_JITTER.toNanos() * random.getAsDouble()));
        return doubled(FIRST_PAUSE, failures - 1, interval).plus(jitter);
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration pause = first;
        for (int i = 0; i < times && pause.compareTo(most) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(most) < 0 ? pause : most;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
