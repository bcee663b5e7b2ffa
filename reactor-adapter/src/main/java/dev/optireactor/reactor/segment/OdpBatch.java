package dev.optireactor.reactor.segment;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Events that go to one place in one request. Filled only by {@link OdpQueue}, under its lock, until it is sealed. */
final class OdpBatch {

    private final OdpTarget target;
    private final List<byte[]> events = new ArrayList<>();
    private final Sinks.Empty<Void> settled = Sinks.empty();
    private final Disposable.Swap deadline = Disposables.swap();
    private long bytes;

    OdpBatch(OdpTarget target) {
        this.target = target;
    }

    OdpTarget target() {
        return target;
    }

    /**
     * Adds an event.
     *
     * @param event a JSON array with the event as its only element
     */
    void add(byte[] event) {
        events.add(event);
        bytes += event.length;
    }

    int size() {
        return events.size();
    }

    long bytes() {
        return bytes;
    }

    /** The request's body: a JSON array of all events. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream((int) bytes + 1);
        char separator = '[';
        for (byte[] event : events) {
            body.write(separator);
            body.write(event, 1, event.length - 2);
            separator = ',';
        }
        body.write(']');
        return body.toByteArray();
    }

    /** Remembers what will seal it, or cancels that if it is sealed already. */
    void sealedBy(Disposable task) {
        deadline.update(task);
    }

    /** Cancels what would seal it. */
    void cancelDeadline() {
        deadline.dispose();
    }

    void settle() {
        settled.tryEmitEmpty();
    }

    /** Completes when the events were acknowledged or dropped. */
    Mono<Void> settled() {
        return settled.asMono();
    }
}
