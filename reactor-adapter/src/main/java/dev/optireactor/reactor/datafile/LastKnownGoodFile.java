package dev.optireactor.reactor.datafile;

import dev.optireactor.reactor.listener.Conversation;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps the datafile that was accepted last, for the next start. Works on a scheduler that may be blocked, waits for a
 * disk no longer than it says, and never fails: what goes wrong is logged.
 */
final class LastKnownGoodFile {

    static final Duration LONGEST_READ = Duration.ofSeconds(1);
    static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    private static final Logger LOGGER = LoggerFactory.getLogger(Conversation.DATAFILE.loggerName());

    private final Path path;
    private final SavedDatafile format;
    private final String name;
    private final int maxBytes;
    private final Scheduler timer;
    private final Scheduler blocking;
    private byte @Nullable [] onDisk;
    private boolean failedBefore;

    private LastKnownGoodFile(PollingSettings settings, Path path, Scheduler timer, Scheduler blocking) {
        this.path = path;
        this.format = new SavedDatafile(settings.address());
        this.name = Masked.within(path.toString(), settings.sdkKey());
        this.maxBytes = settings.maxBytes();
        this.timer = timer;
        this.blocking = blocking;
    }

    static @Nullable LastKnownGoodFile of(PollingSettings settings, Scheduler timer, Scheduler blocking) {
        Path path = settings.lastKnownGood();
        return path == null ? null : new LastKnownGoodFile(settings, path, timer, blocking);
    }

    /** Cold: reads the datafile. Empty when there is none, or none that this client may use. */
    Mono<byte[]> read() {
        return within(LONGEST_READ, this::content)
                .doOnNext(datafile -> onDisk = datafile)
                .onErrorResume(NoSuchFileException.class, missing -> Mono.empty())
                .onErrorResume(failure -> {
                    LOGGER.warn("last known good datafile {} is ignored: {}", name, reason(failure));
                    return Mono.empty();
                });
    }

    /** Cold: replaces the file, unless it holds this datafile already. */
    Mono<Void> write(byte[] datafile) {
        return Mono.defer(() -> Arrays.equals(datafile, onDisk) ? Mono.empty() : replace(datafile));
    }

    private Mono<Void> replace(byte[] datafile) {
        Callable<byte[]> writing = () -> {
            AtomicFile.write(path, format.header(datafile), datafile);
            return datafile;
        };
        return within(LONGEST_WRITE, writing)
                .doOnNext(this::written)
                .onErrorResume(failure -> {
                    notWritten(failure);
                    return Mono.empty();
                })
                .then();
    }

    /** What fails after it was given up fails unheard: Reactor would log it as an error, with the path. */
    private <T> Mono<T> within(Duration longest, Callable<T> work) {
        return Mono.fromCallable(() -> outcome(work))
                .subscribeOn(blocking)
                .timeout(longest, timer)
                .<T>dematerialize();
    }

    private static <T> Signal<T> outcome(Callable<T> work) {
        try {
            return Signal.next(work.call());
        } catch (Exception failure) {
            return Signal.error(failure);
        }
    }

    private byte[] content() throws IOException {
        return format.datafile(AtomicFile.read(path, SavedDatafile.LONGEST_HEADER + (long) maxBytes));
    }

    private void written(byte[] datafile) {
        onDisk = datafile;
        failedBefore = false;
    }

    private void notWritten(Throwable failure) {
        // A write that was given up may still have replaced the file.
        onDisk = null;
        if (failedBefore) {
            LOGGER.debug("last known good datafile {} is not written: {}", name, reason(failure));
        } else {
            LOGGER.warn(
                    "last known good datafile {} is not written (further failures are logged at DEBUG): {}",
                    name,
                    reason(failure));
        }
        failedBefore = true;
    }

    private static String reason(Throwable failure) {
        if (failure instanceof SavedDatafile.Unusable unusable) {
            return unusable.defect();
        }
        if (failure instanceof TimeoutException) {
            return "the disk takes too long";
        }
        // The message of an IOException is mostly a path, which may hold the SDK key.
        return failure.getClass().getSimpleName();
    }
}
