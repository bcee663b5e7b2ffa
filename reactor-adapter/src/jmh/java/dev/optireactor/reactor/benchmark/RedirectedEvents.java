package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.event.AsyncEventHandler;
import com.optimizely.ab.event.EventHandler;
import com.optimizely.ab.event.LogEvent;

/** The official SDK's own dispatch to another address: it knows no other endpoint than the true one. */
final class RedirectedEvents implements EventHandler, AutoCloseable {

    private final AsyncEventHandler dispatch;
    private final String address;

    RedirectedEvents(AsyncEventHandler dispatch, String address) {
        this.dispatch = dispatch;
        this.address = address;
    }

    @Override
    public void dispatchEvent(LogEvent event) {
        dispatch.dispatchEvent(
                new LogEvent(event.getRequestMethod(), address, event.getRequestParams(), event.getEventBatch()));
    }

    @Override
    public void close() {
        dispatch.close();
    }
}
