package dev.optireactor.reactor.event;

import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Posts batches to the event service. */
final class HttpEventDispatcher implements EventDispatcher {

    private final Transport transport;
    private final Duration timeout;

    HttpEventDispatcher(Transport transport, Duration timeout) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
    }

    @Override
    public Mono<Void> dispatch(LogEvent event) {
        HttpCall call = HttpCall.post("send events", event.endpoint(), event.body())
                .timeout(timeout)
                .build();
        return transport.send(call).then();
    }
}
