package dev.optireactor.reactor.event;

import dev.optireactor.reactor.failure.Retryable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure after which another attempt makes sense. */
final class Outage extends RuntimeException implements Retryable {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    Outage() {
        this(null);
    }

    Outage(@Nullable Duration retryAfter) {
        super("out of order");
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
