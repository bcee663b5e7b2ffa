package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.event.LogEvent;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.notification.LogEventNotification;
import dev.optireactor.reactor.notification.TrackNotification;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a client tells of conversions, and of the batches of events that it sends. */
class EventNotificationsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void aConversionIsToldWithWhatTheCallerGave() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA, Map.of("country", "DE"));
        Map<String, Object> tags = new HashMap<>(Map.of("revenue", 100, "list", List.of(1)));
        Map<String, Object> given = Map.copyOf(tags);
        StepVerifier.create(client.notifications(TrackNotification.class))
                .then(() -> {
                    Mono<Void> tracking = user.trackEvent(SampleProject.PURCHASE, tags);
                    tags.clear();
                    tracking.block(PATIENCE);
                })
                .assertNext(told -> {
                    assertThat(told.eventKey()).isEqualTo(SampleProject.PURCHASE);
                    assertThat(told.userId()).isEqualTo(Secrets.ANNA);
                    assertThat(told.attributes()).isEqualTo(Map.of("country", "DE"));
                    assertThat(told.tags()).isEqualTo(given).isUnmodifiable();
                    assertThat(told).hasToString("TrackNotification[" + SampleProject.PURCHASE + "]");
                })
                .then(() -> user.trackEvent(SampleProject.PURCHASE).block(PATIENCE))
                .assertNext(told -> assertThat(told.tags()).isNull())
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void anUnknownEventIsNotTold() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications())
                .then(() -> user.trackEvent("nowhere").block(PATIENCE))
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aConversionIsToldAlsoWhenTheQueueIsFull() {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes())
                        .events(events -> events.batchSize(1).queueCapacity(1)));
        scene.sandbox().fault(Endpoint.EVENTS, Fault.silence());
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(TrackNotification.class))
                .then(() -> Flux.range(0, 20)
                        .concatMap(i -> user.trackEvent(SampleProject.PURCHASE))
                        .blockLast(PATIENCE))
                .expectNextCount(20)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(client.statistics().events().droppedInAll()).isPositive();
    }

    @Test
    void aBatchIsToldOnceHoweverOftenItIsSent() {
        scene.sandbox().faults(Endpoint.EVENTS, Fault.status(503), Fault.status(503));
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        List<LogEvent> seen = new CopyOnWriteArrayList<>();
        StepVerifier.create(client.notifications(LogEventNotification.class)
                        .map(LogEventNotification::logEvent)
                        .doOnNext(seen::add))
                .then(() -> user.decide("flag").block(PATIENCE))
                .then(() -> client.flush().block(PATIENCE))
                .expectNextCount(1)
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
        assertThat(scene.sandbox().received().requests(Endpoint.EVENTS)).hasSize(3);
        assertThat(seen).singleElement().satisfies(batch -> {
            assertThat(batch.eventCount()).isEqualTo(1);
            assertThat(batch.httpMethod()).isEqualTo("POST");
            assertThat(batch.endpoint()).isEqualTo(scene.sandbox().eventsUri());
            assertThat(batch.bodyAsText())
                    .isEqualTo(scene.sandbox()
                            .received()
                            .batches()
                            .get(0)
                            .request()
                            .text());
        });
    }

    @Test
    void whatIsDeliveredWhileTheClientIsClosedIsStillTold() {
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(LogEventNotification.class))
                .then(() -> user.decide("flag").block(PATIENCE))
                .then(() -> client.close().block(PATIENCE))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }
}
