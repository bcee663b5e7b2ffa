package dev.optireactor.reactor.testing;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Routes each request to its service, by way of the fault that is due. */
final class Services {

    static final String EVENTS_PATH = "/v1/events";
    static final String EU_EVENTS_PATH = "/eu/v1/events";
    private static final String SEGMENTS_PATH = "/v3/graphql";
    private static final String ODP_EVENTS_PATH = "/v3/events";
    /** The true service takes 3.5 MB of JSON. */
    private static final int MAX_REQUEST_BYTES = 3_500_000;

    private final DatafileService datafiles = new DatafileService();
    private final EventService events;
    private final DataPlatformService dataPlatform;
    private final PredictionService predictions = new PredictionService();
    private final Map<Endpoint, EndpointState> states = new EnumMap<>(Endpoint.class);
    private final Journal<SandboxRequest> requests;
    private final Journal<SandboxRequest> aborted;

    Services(int recordLimit) {
        this.events = new EventService(recordLimit);
        this.dataPlatform = new DataPlatformService(recordLimit);
        this.requests = new Journal<>(recordLimit);
        this.aborted = new Journal<>(recordLimit);
        for (Endpoint endpoint : Endpoint.values()) {
            states.put(endpoint, new EndpointState());
        }
    }

    Publisher<Void> exchange(HttpServerRequest in, HttpServerResponse out) {
        return body(in).flatMap(body -> {
            SandboxRequest request = receive(in, body);
            EndpointState state = state(request.endpoint());
            Exchange exchange = new Exchange(request, out, () -> answer(request), state);
            return state.faultFor(request)
                    .answer(exchange)
                    .takeUntilOther(exchange.onClose())
                    // However it ends: Reactor Netty may also complete when the client has gone, or do nothing.
                    .doFinally(signal -> exchange.settle(() -> abort(request)));
        });
    }

    /** Keeps no more than one byte above the limit, but takes all, so that the sender reads why it was refused. */
    private static Mono<byte[]> body(HttpServerRequest in) {
        return in.receive()
                .asByteArray()
                .collect(ByteArrayOutputStream::new, (collected, piece) -> {
                    int room = MAX_REQUEST_BYTES + 1 - collected.size();
                    collected.write(piece, 0, Math.min(room, piece.length));
                })
                .map(ByteArrayOutputStream::toByteArray);
    }

    private SandboxRequest receive(HttpServerRequest in, byte[] body) {
        String path = new QueryStringDecoder(in.uri()).path();
        Endpoint endpoint = endpoint(path);
        EndpointState state = state(endpoint);
        SandboxRequest request =
                new SandboxRequest(endpoint, state.nextNumber(), in.method().name(), path, in.requestHeaders(), body);
        state.received();
        requests.record(request);
        return request;
    }

    private void abort(SandboxRequest request) {
        state(request.endpoint()).aborted();
        aborted.record(request);
    }

    private static Endpoint endpoint(String path) {
        if (path.startsWith(DatafileService.PUBLIC_PATH)) {
            return Endpoint.DATAFILE;
        }
        if (path.startsWith(PredictionService.PATH)) {
            return Endpoint.PREDICTIONS;
        }
        return switch (path) {
            case EVENTS_PATH -> Endpoint.EVENTS;
            case EU_EVENTS_PATH -> Endpoint.EU_EVENTS;
            case SEGMENTS_PATH -> Endpoint.SEGMENTS;
            case ODP_EVENTS_PATH -> Endpoint.ODP_EVENTS;
            default -> Endpoint.UNKNOWN;
        };
    }

    private Reply answer(SandboxRequest request) {
        if (request.length() > MAX_REQUEST_BYTES) {
            return Reply.status(413);
        }
        return switch (request.endpoint()) {
            case DATAFILE -> datafiles.answer(request);
            case EVENTS, EU_EVENTS -> events.answer(request);
            case SEGMENTS -> dataPlatform.answerQuery(request);
            case ODP_EVENTS -> dataPlatform.answerEvents(request);
            case PREDICTIONS -> predictions.answer(request);
            case UNKNOWN -> Reply.status(404);
        };
    }

    void complete() {
        requests.complete();
        aborted.complete();
        events.batches().complete();
        dataPlatform.events().complete();
    }

    EndpointState state(Endpoint endpoint) {
        return Objects.requireNonNull(states.get(Objects.requireNonNull(endpoint, "endpoint")));
    }

    DatafileService datafiles() {
        return datafiles;
    }

    EventService events() {
        return events;
    }

    DataPlatformService dataPlatform() {
        return dataPlatform;
    }

    PredictionService predictions() {
        return predictions;
    }

    Journal<SandboxRequest> requests() {
        return requests;
    }

    Journal<SandboxRequest> aborted() {
        return aborted;
    }
}
