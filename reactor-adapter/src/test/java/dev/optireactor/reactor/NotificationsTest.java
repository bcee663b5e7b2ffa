package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.reactor.event.LogEvent;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.notification.ConfigUpdateNotification;
import dev.optireactor.reactor.notification.DecisionNotification;
import dev.optireactor.reactor.notification.LogEventNotification;
import dev.optireactor.reactor.notification.Notification;
import dev.optireactor.reactor.notification.TrackNotification;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a client tells those who listen. */
class NotificationsTest {

    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private final PushedProjects projects = new PushedProjects();

    @Test
    void aDecisionIsToldWithItsNineFacts() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA, Map.of("country", "DE"));
        StepVerifier.create(client.notifications(DecisionNotification.class))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(told -> {
                    assertThat(told.type()).isEqualTo("flag");
                    assertThat(told.userId()).isEqualTo(Secrets.ANNA);
                    assertThat(told.attributes()).isEqualTo(Map.of("country", "DE"));
                    assertThat(told.decisionInfo())
                            .isEqualTo(Map.of(
                                    "flagKey",
                                    "flag",
                                    "enabled",
                                    true,
                                    "variables",
                                    Map.of("revision", "1"),
                                    "variationKey",
                                    "on",
                                    "ruleKey",
                                    "flag_rule",
                                    "reasons",
                                    List.of(),
                                    "decisionEventDispatched",
                                    true,
                                    "experimentId",
                                    SampleProject.ruleId("flag"),
                                    "variationId",
                                    SampleProject.variationId("flag", "on")));
                })
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aDecisionThatNothingMadeIsToldWithNulls() {
        ReactiveOptimizely client =
                scene.staticClient(SampleProject.revision("1").off("dark"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class))
                .then(() -> user.decide(
                                "dark",
                                OptimizelyDecideOption.EXCLUDE_VARIABLES,
                                OptimizelyDecideOption.DISABLE_DECISION_EVENT)
                        .block(PATIENCE))
                .assertNext(told -> {
                    Map<String, Object> info = new HashMap<>(Map.of(
                            "flagKey",
                            "dark",
                            "enabled",
                            false,
                            "variables",
                            Map.of(),
                            "reasons",
                            List.of(),
                            "decisionEventDispatched",
                            false));
                    List.of("variationKey", "ruleKey", "experimentId", "variationId")
                            .forEach(name -> info.put(name, null));
                    assertThat(told.decisionInfo()).isEqualTo(info);
                })
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void noImpressionIsToldByAClientThatSendsNothing() {
        ReactiveOptimizely client = scene.readyClient(builder ->
                builder.datafile(SampleProject.simple("1").bytes()).events(events -> events.disableSending()));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(told -> assertThat(told.decisionInfo())
                        .containsEntry("variationKey", "on")
                        .containsEntry("decisionEventDispatched", false))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aForcedFlagIsToldWithItsVariationAndWithoutARule() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.setForcedDecision(new OptimizelyDecisionContext("flag"), new OptimizelyForcedDecision("on"))
                .block(PATIENCE);
        StepVerifier.create(client.notifications(DecisionNotification.class).map(DecisionNotification::decisionInfo))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(info -> assertThat(info)
                        .containsEntry("ruleKey", null)
                        .containsEntry("experimentId", null)
                        .containsEntry("variationId", SampleProject.variationId("flag", "on")))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aHoldoutIsToldByItsOwnKeyAndIds() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1").holdout("holdout"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class).map(DecisionNotification::decisionInfo))
                .then(() -> user.decide("flag").block(PATIENCE))
                .assertNext(info -> assertThat(info)
                        .hasSize(9)
                        .containsEntry("flagKey", "flag")
                        .containsEntry("enabled", false)
                        .containsEntry("ruleKey", "holdout")
                        .containsEntry("experimentId", SampleProject.ruleId("holdout"))
                        .containsEntry("variationKey", "off")
                        .containsEntry("variationId", SampleProject.variationId("holdout", "off"))
                        .containsEntry("decisionEventDispatched", true))
                .thenCancel()
                .verify(PATIENCE);
    }

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
    void theReasonsToldAreThoseOfTheDecision() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        List<OptimizelyDecision> seen = new CopyOnWriteArrayList<>();
        StepVerifier.create(client.notifications(DecisionNotification.class)
                        .doOnNext(told -> seen.add(told.decision()))
                        .map(told -> told.decisionInfo().get("reasons")))
                .then(() -> user.decide("flag", OptimizelyDecideOption.INCLUDE_REASONS)
                        .doOnNext(seen::add)
                        .block(PATIENCE))
                .assertNext(reasons -> assertThat(reasons)
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .isNotEmpty())
                .then(() -> assertThat(seen.get(0)).isSameAs(seen.get(1)))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void eachFlagIsToldAlsoOneThatIsLeftOutButNotAnUnknownOne() {
        ReactiveOptimizely client = scene.staticClient(
                SampleProject.revision("1").on("first").off("dark").on("last"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class)
                        .map(told -> told.decision().flagKey()))
                .then(() -> user.decideForKeys(
                                List.of("first", "nowhere", "dark", "last"), OptimizelyDecideOption.ENABLED_FLAGS_ONLY)
                        .blockLast(PATIENCE))
                .expectNext("first", "dark", "last")
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aFailedPredictionIsNotTold() {
        ReactiveOptimizely client =
                scene.readyClient(SampleProject.revision("1").bandit("bandit").on("flag"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(DecisionNotification.class)
                        .map(told -> told.decision().flagKey()))
                .then(() -> user.decideAll().blockLast(PATIENCE))
                .expectNext("flag")
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }

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
    void aNewRevisionIsToldOnceItIsInUse() {
        ReactiveOptimizely client = scene.client(builder -> builder.datafileSource(projects));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(ConfigUpdateNotification.class)
                        .concatMap(told -> user.decide("flag").map(decision -> told + " " + decision.variables())))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNext("ConfigUpdateNotification[revision=1, previousRevision=null] {\"revision\":\"1\"}")
                .then(() -> projects.push(SampleProject.simple("1")))
                .then(() -> projects.push(SampleProject.simple("2")))
                .expectNext("ConfigUpdateNotification[revision=2, previousRevision=1] {\"revision\":\"2\"}")
                .expectNoEvent(A_MOMENT)
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void aNewRevisionIsToldWithItsSdkKey() {
        ReactiveOptimizely client = scene.client(builder -> builder.datafileSource(projects));
        StepVerifier.create(client.notifications(ConfigUpdateNotification.class))
                .then(() -> projects.push(SampleProject.simple("1")))
                .expectNext(new ConfigUpdateNotification(Secrets.SDK_KEY, "1", null))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void segmentsAreThoseOfTheNewDataPlatformWhenItsRevisionIsTold() {
        scene.sandbox().segments(Secrets.ANNA, "vip");
        ReactiveOptimizely client = scene.client(builder -> builder.datafileSource(projects));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        StepVerifier.create(client.notifications(ConfigUpdateNotification.class)
                        .concatMap(told -> user.fetchQualifiedSegments().then(user.isQualifiedFor("vip"))))
                .then(() -> projects.push(SampleProject.revision("1")
                        .onForSegment("flag", "other")
                        .odp(scene.sandbox().uri(), Secrets.ODP_KEY)))
                .expectNext(false)
                .then(() -> projects.push(SampleProject.revision("2")
                        .onForSegment("flag", "vip")
                        .odp(scene.sandbox().uri(), Secrets.ODP_KEY)))
                .expectNext(true)
                .thenCancel()
                .verify(PATIENCE);
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
