package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.failure.BodyTooLargeException;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import java.time.InstantSource;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends HTTP requests. Internal: an application configures it through {@link TransportSettings} and never calls it.
 */
public interface Transport {

    /**
     * Creates a transport on Reactor Netty. Returns at once: nothing is resolved or connected before the first call.
     *
     * @param settings limits, waits and what the user supplies
     * @param timer runs the timeouts of calls; stays the caller's
     * @param clock tells the time when an answer says until when to wait but not what time it is there
     * @return a transport to be closed by the caller
     */
    static Transport create(TransportSettings settings, Scheduler timer, InstantSource clock) {
        return new ReactorNettyTransport(settings, timer, clock);
    }

    /**
     * Makes one attempt; retries are the caller's choice, see {@link RetryPolicy}.
     *
     * <p>Cold: each subscription sends the request anew. Emits one answer, whose status the call accepts, on the event
     * loop of its connection, which must not be blocked. The connection is free by then: with the pool that this transport
     * makes, a call that is made from within that signal gets it. Cancelling closes the connection of a request under
     * way.
     *
     * @param call what to send
     * @return the answer; fails with {@link UnavailableException} when there is none in time or it says so,
     *     {@link RejectedException} for any other status that the call does not accept, {@link BodyTooLargeException},
     *     {@link MalformedBodyException}, or {@link ClientClosedException} after {@link #close()}
     */
    Mono<HttpAnswer> send(HttpCall call);

    /**
     * Prepares a call that is made again and again, each time with another body.
     *
     * @param call what is the same each time; its own body is not sent
     * @return takes a body in JSON, which is not copied and must not change any more, and does what {@link #send} does
     */
    Function<byte[], Mono<HttpAnswer>> prepare(HttpCall call);

    /**
     * Refuses further calls and closes the connections that this transport made; a connection provider that the user
     * supplied is left alone.
     *
     * <p>Lazy: acts when first subscribed; later subscribers see the same outcome.
     *
     * @return completes when the connections are closed
     */
    Mono<Void> close();
}
