package dev.optireactor.reactor.event;

import dev.optireactor.reactor.transport.HttpAnswer;
import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import java.net.URI;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Posts batches to the event service. The pump limits the time of each attempt. */
final class HttpEventDispatcher implements EventDispatcher {

    /** Takes bodies to one endpoint. */
    private record Route(URI endpoint, Function<byte[], Mono<HttpAnswer>> post) {}

    private final Transport transport;

    /** Of the latest batch. As a rule the next one takes it too. */
    private volatile @Nullable Route latest;

    HttpEventDispatcher(Transport transport) {
        this.transport = Objects.requireNonNull(transport, "transport");
    }

    @Override
    public Mono<Void> dispatch(LogEvent event) {
        return route(event.endpoint()).post().apply(event.body()).then();
    }

    private Route route(URI endpoint) {
        Route known = latest;
        if (known == null || !known.endpoint().equals(endpoint)) {
            HttpCall call = HttpCall.post("send events", endpoint)
                    .withoutTimeout()
                    .ignoreBody()
                    .build();
            known = new Route(endpoint, transport.prepare(call));
            latest = known;
        }
        return known;
    }
}
