package dev.optireactor.reactor.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Flux;

/** Waits for something that no publisher tells of. */
public final class Waiting {

    private Waiting() {}

    /** Blocks until the condition holds, looking every millisecond; fails when patience ends. */
    public static void until(BooleanSupplier condition) {
        Flux.interval(Duration.ZERO, Duration.ofMillis(1))
                .onBackpressureDrop()
                .takeUntil(tick -> condition.getAsBoolean())
                .blockLast(SandboxExtension.PATIENCE);
    }
}
