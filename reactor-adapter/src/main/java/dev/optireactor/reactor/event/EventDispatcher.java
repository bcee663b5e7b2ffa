package dev.optireactor.reactor.event;

import dev.optireactor.reactor.failure.Retryable;
import reactor.core.publisher.Mono;

/**
 * Carries batches of events away: by default over HTTP to the event service, but it may as well be a message broker or
 * a list in a test.
 * <p>
 * Queueing, batching, the time limit of an attempt and retries are not its business. A batch that is tried again is the
 * same {@link LogEvent} with the same bytes, and each event keeps its uuid, so that a receiver can tell what it already
 * has.
 */
@FunctionalInterface
public interface EventDispatcher {

    /**
     * Makes one attempt to deliver one batch.
     * <p>
     * Called on the timer of the client, on {@code Schedulers.parallel()} if that refuses, or on the thread on which an
     * earlier attempt ended, and must block none of them.
     * The returned {@code Mono} is subscribed once, right away; it is cancelled when the time of the attempt is over, and
     * when the client gives up while it closes. As many attempts as the settings allow run at the same time. An exception
     * that is thrown here counts like one that is signalled.
     * <p>
     * The thread on which the {@code Mono} ends is asked to write and dispatch what comes next: as a rule one batch, some
     * ten microseconds for ten events, and never more than a few. When that is too much to ask, for example of the one
     * thread of a broker's client that serves all partitions, end it elsewhere with {@link Mono#publishOn}.
     *
     * @param event the batch
     * @return completes when the batch is acknowledged. Fails with something {@link Retryable}, an {@code IOException}, an
     *     {@code UncheckedIOException} or a {@code TimeoutException} when another attempt may succeed. Anything else says
     *     that the batch is refused for good, unless the filter of the pipeline's retry policy knows better
     */
    Mono<Void> dispatch(LogEvent event);
}
