package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.event.AsyncEventHandler;
import com.optimizely.ab.event.BatchEventProcessor;
import dev.optireactor.reactor.fixture.RedirectedEvents;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import java.util.concurrent.ArrayBlockingQueue;

/** The official SDK's client. */
final class OfficialConversions implements Conversions {

    private final Optimizely client;

    OfficialConversions(OptimizelySandbox sandbox, int queueCapacity) {
        BatchEventProcessor.Builder processor = BatchEventProcessor.builder()
                .withEventHandler(new RedirectedEvents(
                        AsyncEventHandler.builder().build(), sandbox.eventsUri().toString()));
        if (queueCapacity != DEFAULT) {
            processor.withEventQueue(new ArrayBlockingQueue<>(queueCapacity));
        }
        client = Optimizely.builder()
                .withDatafile(SmallProject.text())
                .withEventProcessor(processor.build())
                .build();
    }

    @Override
    public void track(String userId) {
        client.createUserContext(userId).trackEvent(SmallProject.EVENT);
    }

    @Override
    public long close() {
        client.close();
        return UNCOUNTED;
    }
}
