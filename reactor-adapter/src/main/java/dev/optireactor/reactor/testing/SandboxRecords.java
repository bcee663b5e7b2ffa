package dev.optireactor.reactor.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * What an {@link OptimizelySandbox} has received: read as lists at any time, also after it was closed, or followed as
 * streams. Streams emit on the sandbox's event loop, so a subscriber must not block.
 */
public final class SandboxRecords {

    private final Services services;

    SandboxRecords(Services services) {
        this.services = services;
    }

    /** {@return the newest requests in the order of their arrival, up to the record limit} */
    public List<SandboxRequest> requests() {
        return services.requests().entries();
    }

    /**
     * Returns the newest requests to one endpoint.
     *
     * @param endpoint which one
     * @return requests in the order of their arrival
     */
    public List<SandboxRequest> requests(Endpoint endpoint) {
        return requests().stream()
                .filter(request -> request.endpoint() == endpoint)
                .toList();
    }

    /** {@return the newest batches that an event endpoint accepted, up to the record limit} */
    public List<ReceivedBatch> batches() {
        return services.events().batches().entries();
    }

    /** {@return the impressions and conversions of {@link #batches()}, without those of batches that are not JSON} */
    public List<ReceivedEvent> events() {
        return batches().stream()
                .filter(ReceivedBatch::isJson)
                .flatMap(batch -> batch.events().stream())
                .toList();
    }

    /** {@return the newest events that the data platform accepted, with all members, up to the record limit} */
    public List<Map<String, @Nullable Object>> odpEvents() {
        return services.dataPlatform().events().entries();
    }

    /**
     * Returns how many requests came to an endpoint and what became of them. Never reset, and not subject to the record
     * limit.
     *
     * @param endpoint which one
     * @return counts
     */
    public Traffic traffic(Endpoint endpoint) {
        return services.state(endpoint).traffic();
    }

    /**
     * Observes requests. Hot: starts with those recorded; completes when the sandbox is closed. Emits on an event loop
     * each request that was received to its end, before it is answered.
     *
     * @return requests in the order of their arrival
     */
    public Flux<SandboxRequest> onRequest() {
        return services.requests().stream();
    }

    /**
     * Observes batches accepted by an event endpoint. Hot: starts with those recorded; completes when the sandbox is
     * closed. Emits on an event loop before the batch is acknowledged.
     *
     * @return batches in the order of their arrival
     */
    public Flux<ReceivedBatch> onBatch() {
        return services.events().batches().stream();
    }

    /**
     * Observes events accepted by the data platform. Hot: starts with those recorded; completes when the sandbox is
     * closed. Emits on an event loop before the event is acknowledged.
     *
     * @return events with all their members, in the order of their arrival
     */
    public Flux<Map<String, @Nullable Object>> onOdpEvent() {
        return services.dataPlatform().events().stream();
    }

    /**
     * Observes requests whose client went away before the answer ended, as one does that cancels. Hot: starts with
     * those recorded; completes when the sandbox is closed. Emits on an event loop.
     *
     * @return requests in the order in which they were given up
     */
    public Flux<SandboxRequest> onAbort() {
        return services.aborted().stream();
    }
}
