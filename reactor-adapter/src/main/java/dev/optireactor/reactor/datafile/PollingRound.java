package dev.optireactor.reactor.datafile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One pause and the fetch after it. Whoever asks for a fetch during the pause ends it, and whoever asks during the
 * fetch joins it; both learn how this fetch ends.
 */
final class PollingRound {

    private final Sinks.Empty<Void> asked = Sinks.empty();
    private final Sinks.Empty<Void> outcome = Sinks.empty();

    Mono<Void> ask() {
        return Mono.defer(() -> {
            // Fails if someone else has asked or is asking, which is as good.
            asked.tryEmitEmpty();
            return outcome.asMono();
        });
    }

    /** Emits when the fetch is due. */
    Mono<Long> pause(Duration pause, Scheduler timer) {
        return Mono.firstWithSignal(Mono.delay(pause, timer), asked.asMono().thenReturn(0L));
    }

    /** Tells those who asked; the failure is null if there was none. */
    void end(@Nullable Throwable failure) {
        if (failure == null) {
            outcome.tryEmitEmpty();
        } else {
            outcome.tryEmitError(failure);
        }
    }
}
