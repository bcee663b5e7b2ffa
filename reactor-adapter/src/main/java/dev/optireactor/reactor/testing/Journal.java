package dev.optireactor.reactor.testing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** The newest entries, as a list and as a stream that starts with them. Entries come from several event loops. */
final class Journal<T> {

    private final int limit;
    private final Queue<T> entries = new ArrayDeque<>();
    private final Sinks.Many<T> stream;

    Journal(int limit) {
        this.limit = limit;
        this.stream = Sinks.many().replay().limit(limit);
    }

    /** The lock keeps list and stream in the same order; it is held for no longer than a subscriber takes an entry. */
    synchronized void record(T entry) {
        if (entries.size() == limit) {
            entries.remove();
        }
        entries.add(entry);
        Sinks.EmitResult result = stream.tryEmitNext(entry);
        // After the end of the stream a client may still go away.
        if (result != Sinks.EmitResult.FAIL_TERMINATED) {
            result.orThrow();
        }
    }

    synchronized List<T> entries() {
        return List.copyOf(entries);
    }

    synchronized void complete() {
        stream.tryEmitComplete();
    }

    Flux<T> stream() {
        return stream.asFlux();
    }
}
