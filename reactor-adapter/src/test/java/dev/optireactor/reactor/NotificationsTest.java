package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.notification.DecisionNotification;
import dev.optireactor.reactor.notification.Notification;
import dev.optireactor.reactor.notification.TrackNotification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** How and when a client tells those who listen, whatever it is about. */
class NotificationsTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @Test
    void decisionsAndConversionsAreToldAfterTheirEventsWereQueued() {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes()).blocking(Schedulers.immediate()));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        List<Long> offered = new CopyOnWriteArrayList<>();
        client.notifications()
                .subscribe(told -> offered.add(client.statistics().events().offered()));
        user.decide("flag").block(PATIENCE);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        user.decideAll().blockLast(PATIENCE);
        assertThat(offered).containsExactly(1L, 2L, 3L);
    }

    @Test
    void attributesAreToldAsTheyWereGivenAlsoThoseThatAreNotSent() {
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("1"));
        Map<String, Object> given = new HashMap<>(Map.of("unknown", "zzz", "list", List.of(1), "big", 1e300));
        given.put("nothing", null);
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA, given);
        StepVerifier.create(client.notifications())
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(told -> assertThat(told)
                        .isInstanceOfSatisfying(
                                DecisionNotification.class,
                                decision -> assertThat(decision.attributes()).isEqualTo(given)))
                .then(() -> user.trackEvent(SampleProject.PURCHASE).block(PATIENCE))
                .assertNext(told -> assertThat(told)
                        .isInstanceOfSatisfying(
                                TrackNotification.class,
                                conversion ->
                                        assertThat(conversion.attributes()).isEqualTo(given)))
                .thenCancel()
                .verify(PATIENCE);
        client.flush().block(PATIENCE);
        assertThat(scene.sandbox().received().events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.attributes()).isEmpty());
    }

    @Test
    void listenersAreToldOnAThreadThatMayBlockAndNotOnTheOneThatDecides() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications().map(told -> Schedulers.isInNonBlockingThread()))
                .then(() ->
                        user.decide("flag").subscribeOn(Schedulers.parallel()).block(PATIENCE))
                .expectNext(false)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void whatAListenerMissesIsCountedAndDecisionsGoOn() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(), 0)
                .then(() -> Flux.range(0, 1000)
                        .concatMap(i -> user.decide("flag", OptimizelyDecideOption.DISABLE_DECISION_EVENT))
                        .blockLast(PATIENCE))
                .then(() ->
                        assertThat(client.statistics().notificationsDropped()).isEqualTo(1000 - 256))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void everyStreamCompletesWhenTheClientIsClosed() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        Publisher<Notification> all = client.notifications();
        StepVerifier.create(Flux.merge(all, client.notifications(TrackNotification.class)))
                .then(() -> client.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
        StepVerifier.create(all).expectComplete().verify(PATIENCE);
    }
}
