package dev.optireactor.reactor.event;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Attempts that end when the test says so, even if nobody waits for them any more. */
final class Delayed {

    private final List<MonoSink<Void>> open = new ArrayList<>();

    EventDispatcher dispatcher() {
        return event -> Mono.create(open::add);
    }

    int count() {
        return open.size();
    }

    /** Acknowledges the oldest open attempt. */
    void complete() {
        open.remove(0).success();
    }

    void completeAll() {
        while (!open.isEmpty()) {
            complete();
        }
    }
}
