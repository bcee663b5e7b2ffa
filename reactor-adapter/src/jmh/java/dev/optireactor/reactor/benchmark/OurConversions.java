package dev.optireactor.reactor.benchmark;

import dev.optireactor.reactor.ClientStatistics;
import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import java.time.Duration;

/** Our client. */
final class OurConversions implements Conversions {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ReactiveOptimizely client;

    OurConversions(OptimizelySandbox sandbox, int queueCapacity) {
        client = ReactiveOptimizely.builder()
                .datafile(SmallProject.datafile())
                .events(settings -> {
                    settings.endpoint(sandbox.eventsUri());
                    if (queueCapacity != DEFAULT) {
                        settings.queueCapacity(queueCapacity);
                    }
                })
                .build();
        client.ready().block(PATIENCE);
    }

    @Override
    public void track(String userId) {
        client.createUserContext(userId)
                .flatMap(user -> user.trackEvent(SmallProject.EVENT))
                .subscribe();
    }

    @Override
    public long close() {
        ClientStatistics statistics = client.close().blockOptional(PATIENCE).orElseThrow();
        return statistics.events().droppedInAll();
    }
}
