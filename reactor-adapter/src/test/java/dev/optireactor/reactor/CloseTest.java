package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.DatafileSource;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.profile.ReactiveUserProfileService;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Closing a client as a whole: what it waits for, for how long, what it ends, and what it leaves alone. */
class CloseTest {

    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final ObservedTimer timer = new ObservedTimer();

    @RegisterExtension
    private final LogRecorder eventLog = new LogRecorder(Conversation.EVENTS);

    @RegisterExtension
    private final LogRecorder odpLog = new LogRecorder(Conversation.ODP_EVENTS);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @Test
    void sendsWhatWaitsOfBothKinds() {
        scene.publish(integrated());
        ReactiveOptimizely client = scene.readyClient(builder -> builder.closeTimeout(PATIENCE));
        work(client);
        ClientStatistics outcome = closed(client);
        assertThat(outcome.events().delivered()).isEqualTo(2);
        assertThat(outcome.odpEvents().delivered()).isEqualTo(1);
        assertThat(scene.sandbox().received().events()).hasSize(2);
        assertThat(scene.sandbox().received().odpEvents()).hasSize(1);
    }

    @Test
    void endsAtItsDeadlineAndSaysWhatWasAbandoned() {
        scene.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        ReactiveOptimizely client =
                scene.readyClient(builder -> builder.datafile(integrated().bytes())
                        .timer(time)
                        .closeTimeout(DEADLINE)
                        .eventDispatcher(batch -> Mono.never()));
        work(client);
        StepVerifier.create(client.close())
                .expectSubscription()
                .then(() -> time.advanceTimeBy(DEADLINE.minus(A_MOMENT)))
                .expectNoEvent(A_MOMENT)
                .then(() -> time.advanceTimeBy(A_MOMENT))
                .assertNext(outcome -> {
                    assertThat(outcome.events().dropped(DropReason.ABANDONED)).isEqualTo(2);
                    assertThat(outcome.events().pending()).isZero();
                    assertThat(outcome.odpEvents().dropped()).isEqualTo(Map.of(DropReason.ABANDONED, 1L));
                    assertThat(outcome.odpEvents().pending()).isZero();
                })
                .expectComplete()
                .verify(PATIENCE);
        assertThat(eventLog.at(Level.WARN))
                .containsExactly("closed with 2 events that were not acknowledged within 15000ms; raise closeTimeout");
        assertThat(odpLog.at(Level.WARN)).containsExactly("closed before 1 event(s) were acknowledged");
    }

    @Test
    void endsInTimeThoughEveryServiceHangs() {
        for (Endpoint endpoint : Endpoint.values()) {
            scene.sandbox().fault(endpoint, Fault.silence());
        }
        ReactiveOptimizely client = scene.readyClient(builder -> builder.polling(
                        polling -> polling.fallbackDatafile(integrated().bytes()))
                .closeTimeout(Duration.ofMillis(100)));
        work(client);
        ClientScene.user(client, Secrets.BERT).fetchQualifiedSegments().subscribe();
        scene.sandbox()
                .received()
                .onRequest()
                .map(request -> request.endpoint())
                .takeUntil(endpoint -> endpoint == Endpoint.SEGMENTS)
                .blockLast(PATIENCE);
        ClientStatistics outcome = closed(client);
        assertThat(outcome.events().dropped(DropReason.ABANDONED)).isEqualTo(2);
        assertThat(outcome.odpEvents().dropped()).isEqualTo(Map.of(DropReason.ABANDONED, 1L));
        for (Endpoint endpoint : List.of(Endpoint.DATAFILE, Endpoint.EVENTS, Endpoint.ODP_EVENTS)) {
            Waiting.until(() -> scene.sandbox().received().traffic(endpoint).open() == 0);
        }
    }

    @Test
    void actsOnceAndTellsEverybodyTheSame() {
        AtomicInteger dispatched = new AtomicInteger();
        ReactiveOptimizely client =
                scene.readyClient(builder -> builder.datafile(integrated().bytes())
                        .eventDispatcher(batch -> Mono.fromRunnable(dispatched::incrementAndGet)));
        Mono<ClientStatistics> close = client.close();
        assertThat(client.isReady()).isTrue();
        work(client);
        close.subscribe().dispose();
        Mono.zip(close, client.close(), client.close())
                .as(StepVerifier::create)
                .assertNext(outcomes -> assertThat(outcomes)
                        .hasSize(3)
                        .allMatch(outcome -> outcome.equals(outcomes.getT1()))
                        .first()
                        .isEqualTo(client.statistics()))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(dispatched).hasValue(1);
    }

    @Test
    void completesEveryStreamAlsoForThoseWhoComeLater() {
        ReactiveOptimizely client = scene.staticClient(integrated());
        List<Publisher<?>> streams = List.of(
                client.projects(),
                client.status(),
                client.notifications(),
                ClientScene.user(client, Secrets.ANNA).decisions("flag"));
        StepVerifier.create(Flux.merge(streams).ignoreElements())
                .expectSubscription()
                .then(() -> client.close().block(PATIENCE))
                .expectComplete()
                .verify(PATIENCE);
        streams.forEach(stream -> StepVerifier.create(stream).expectComplete().verify(PATIENCE));
    }

    @Test
    void releasesItsConnectionsAndTimers() {
        ObservedConnections connections = new ObservedConnections();
        scene.publish(integrated());
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.timer(timer.scheduler()).http(http -> http.customizer(connections::observe)));
        work(client);
        client.flush().block(PATIENCE);
        assertThat(connections.open()).isPositive();
        assertThat(timer.waiting()).isPositive();
        client.close().block(PATIENCE);
        Waiting.until(() -> connections.open() == 0 && timer.waiting() == 0);
    }

    @Test
    void leavesAloneWhatItWasGiven() {
        ConnectionProvider connections = ConnectionProvider.create("users", 5);
        Scheduler compiler = Schedulers.newParallel("users-compiler", 1, true);
        Scheduler blocking = Schedulers.newBoundedElastic(1, 10, "users-blocking", 60, true);
        scene.publish(integrated());
        ReactiveOptimizely client = scene.readyClient(builder -> builder.timer(timer.scheduler())
                .compiler(compiler)
                .blocking(blocking)
                .http(http -> http.connectionProvider(connections)));
        work(client);
        client.close().block(PATIENCE);
        assertThat(connections.isDisposed()).isFalse();
        assertThat(compiler.isDisposed()).isFalse();
        assertThat(blocking.isDisposed()).isFalse();
        assertThat(timer.isShutDown()).isFalse();
        connections.dispose();
        compiler.dispose();
        blocking.dispose();
    }

    @Test
    void sendsWhatWaitsThoughTheSourceOfDatafilesThrowsWhenCancelled() {
        SampleProject project = integrated();
        DatafileSource throwing =
                intake -> Flux.<Project>never().startWith(project.compiled()).doOnCancel(() -> {
                    throw new IllegalStateException("cancel");
                });
        ReactiveOptimizely client =
                scene.readyClient(builder -> builder.datafileSource(throwing).closeTimeout(PATIENCE));
        work(client);
        assertThat(closed(client).events().pending()).isZero();
        assertThat(scene.sandbox().received().events()).isNotEmpty();
        client.projects()
                .as(StepVerifier::create)
                .thenConsumeWhile(known -> true)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void endsAndAccountsForEverythingThoughItsTimerWasDisposedOf() {
        Scheduler gone = Schedulers.newSingle("users-timer", true);
        scene.publish(integrated());
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.timer(gone).odp(odp -> odp.commonIdentifiers(Map.of("device", "d-1"))));
        gone.dispose();
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.decide("flag")
                .as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        user.trackEvent(SampleProject.PURCHASE)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        client.sendOdpEvent(null, "bought", Map.of("fs_user_id", Secrets.ANNA), Map.of())
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        ClientStatistics outcome = closed(client);
        client.notifications().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(outcome.events().offered()).isEqualTo(2);
        assertThat(outcome.events().pending()).isZero();
        assertThat(outcome.odpEvents().offered()).isEqualTo(2);
        assertThat(outcome.odpEvents().pending()).isZero();
    }

    @Test
    void waitsForProfilesThatAreBeingSaved() {
        Sinks.Empty<Void> saved = Sinks.empty();
        ReactiveOptimizely client = sticky(saved.asMono());
        StepVerifier.create(client.close())
                .expectSubscription()
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
                .expectNoEvent(A_MOMENT)
                .then(saved::tryEmitEmpty)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void waitsForProfilesUpToItsDeadlineOnly() {
        AtomicInteger cancelled = new AtomicInteger();
        ReactiveOptimizely client = sticky(Mono.<Void>never().doOnCancel(cancelled::incrementAndGet));
        StepVerifier.create(client.close())
                .expectSubscription()
                .then(() -> time.advanceTimeBy(DEADLINE.minus(A_MOMENT)))
                .expectNoEvent(A_MOMENT)
                .then(() -> assertThat(cancelled).hasValue(0))
                .then(() -> time.advanceTimeBy(A_MOMENT))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(cancelled).hasValue(1);
    }

    /** A client in virtual time that is saving a profile. */
    private ReactiveOptimizely sticky(Mono<Void> save) {
        ReactiveOptimizely client = scene.readyClient(
                builder -> builder.datafile(SampleProject.simple("1").bytes())
                        .timer(time)
                        .closeTimeout(DEADLINE)
                        .profiles(profiles -> profiles.saveTimeout(Duration.ofMinutes(1)))
                        .eventDispatcher(batch -> Mono.empty())
                        .userProfileService(new ReactiveUserProfileService() {
                            @Override
                            public Mono<UserProfile> lookup(String userId) {
                                return Mono.empty();
                            }

                            @Override
                            public Mono<Void> save(UserProfile profile) {
                                return save;
                            }
                        }));
        ClientScene.user(client, Secrets.ANNA).decide("flag").block(PATIENCE);
        return client;
    }

    private SampleProject integrated() {
        return SampleProject.simple("1")
                .onForSegment("vip", "vip")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY);
    }

    private static ClientStatistics closed(ReactiveOptimizely client) {
        return Objects.requireNonNull(client.close().block(PATIENCE));
    }

    /** An impression, a conversion, an event for the data platform. */
    private static void work(ReactiveOptimizely client) {
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.decide("flag").block(PATIENCE);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        client.sendOdpEvent(null, "bought", Map.of("fs_user_id", Secrets.ANNA), Map.of())
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
    }
}
