package dev.optireactor.reactor.datafile;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Subscribers that wait for the first project. A set rather than a {@code Sinks.One}, which copies the array of all its
 * subscribers whenever one comes or goes: in an outage there may be very many, each for some seconds.
 */
final class ReadyWaiters<T> {

    private final Set<MonoSink<T>> waiting = ConcurrentHashMap.newKeySet();

    /**
     * Waits without a thread.
     *
     * @param answer tries to answer one waiter, also at the time it arrives; leaves it alone if there is no answer yet
     */
    Mono<T> await(Consumer<MonoSink<T>> answer) {
        return Mono.create(waiter -> {
            waiting.add(waiter);
            waiter.onDispose(() -> waiting.remove(waiter));
            // The answer may have come since the caller looked for it.
            answer.accept(waiter);
        });
    }

    void answerAll(Consumer<MonoSink<T>> answer) {
        waiting.forEach(answer);
    }
}
