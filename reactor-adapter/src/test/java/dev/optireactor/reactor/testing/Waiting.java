package dev.optireactor.reactor.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** Blocks until the latch is open; fails when patience ends. */
    public static void until(CountDownLatch latch) {
        try {
            if (!latch.await(SandboxExtension.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("what was waited for has not happened");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
