package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** How a client speaks with the data platform: segments of a user, events, and who is identified. */
class DataPlatformTest {

    private static final Map<String, String> IDS = Map.of("fs_user_id", Secrets.ANNA);

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.ODP_EVENTS);

    private final PushedProjects projects = new PushedProjects();

    @Test
    void aFetchThatFailsDiscardsTheSegmentsThatWereKnown() {
        ReactiveUserContext user = ClientScene.user(scene.readyClient(integrated()), Secrets.ANNA);
        user.setQualifiedSegments(List.of("vip")).block(PATIENCE);
        scene.sandbox().fault(Endpoint.SEGMENTS, Fault.status(500));
        fetch(user, false);
        user.getQualifiedSegments().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        scene.sandbox().heal(Endpoint.SEGMENTS).segments(Secrets.ANNA, "vip");
        fetch(user, true);
        user.getQualifiedSegments()
                .as(StepVerifier::create)
                .expectNext(List.of("vip"))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aFetchWhereNothingIsIntegratedDiscardsThemToo() {
        ReactiveUserContext user = ClientScene.user(scene.staticClient(SampleProject.simple("1")), Secrets.ANNA);
        user.setQualifiedSegments(List.of("vip")).block(PATIENCE);
        fetch(user, false);
        user.getQualifiedSegments().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    private static void fetch(ReactiveUserContext user, boolean expected) {
        user.fetchQualifiedSegments()
                .as(StepVerifier::create)
                .expectNext(expected)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void fetchesOfTheSameUserAtTheSameTimeAreOneRequest() {
        scene.sandbox().segments(Secrets.ANNA, "vip").fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofMillis(50)));
        ReactiveOptimizely client = scene.readyClient(integrated());
        Flux.range(0, 100)
                .flatMap(i -> ClientScene.user(client, Secrets.ANNA).fetchQualifiedSegments(), 100)
                .all(fetched -> fetched)
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(scene.sandbox().received().traffic(Endpoint.SEGMENTS).received())
                .isEqualTo(1);
    }

    @Test
    void aFetchThatIsCancelledEndsItsRequest() {
        scene.sandbox().fault(Endpoint.SEGMENTS, Fault.silence());
        ReactiveUserContext user = ClientScene.user(scene.readyClient(integrated()), Secrets.ANNA);
        Disposable fetch = user.fetchQualifiedSegments().subscribe();
        scene.sandbox()
                .received()
                .onRequest()
                .filter(request -> request.endpoint() == Endpoint.SEGMENTS)
                .blockFirst(PATIENCE);
        fetch.dispose();
        StepVerifier.create(scene.sandbox().received().onAbort().next())
                .expectNextMatches(request -> request.endpoint() == Endpoint.SEGMENTS)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void makingAUserWithOneIdIdentifiesNobody() {
        ReactiveOptimizely client = scene.readyClient(integrated());
        client.createUserContext(Secrets.ANNA).block(PATIENCE);
        client.flush().block(PATIENCE);
        assertThat(client.statistics().odpEvents().offered()).isZero();
        assertThat(log.at(Level.WARN)).isEmpty();
    }

    @Test
    void makingAUserIdentifiesItOnceWhenThereIsACommonId() {
        scene.publish(integrated());
        ReactiveOptimizely client =
                scene.readyClient(builder -> builder.odp(odp -> odp.commonIdentifiers(Map.of("device", "d-1"))));
        Mono<ReactiveUserContext> making = client.createUserContext(Secrets.ANNA);
        assertThat(client.statistics().odpEvents().offered()).isZero();
        ReactiveUserContext user = making.blockOptional(PATIENCE).orElseThrow();
        user.setAttribute("country", "DE").block(PATIENCE);
        user.decideAll().blockLast(PATIENCE);
        client.flush().block(PATIENCE);
        assertThat(scene.sandbox().received().odpEvents())
                .singleElement()
                .satisfies(event -> assertThat(event)
                        .containsEntry("action", "identified")
                        .containsEntry("type", "fullstack")
                        .containsEntry("identifiers", Map.of("device", "d-1", "fs_user_id", Secrets.ANNA)));
    }

    @Test
    void anInvalidEventIsRefusedWithoutWaitingForTheDatafile() {
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        for (Mono<Boolean> invalid : List.of(
                client.sendOdpEvent(null, "", IDS, Map.of()),
                client.sendOdpEvent(null, "bought", Map.of(), Map.of()),
                client.sendOdpEvent(null, "bought", IDS, Map.of("list", List.of())))) {
            invalid.as(StepVerifier::create).expectNext(false).expectComplete().verify(PATIENCE);
        }
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "ODP action is not valid (cannot be empty). (further ones are logged at DEBUG)",
                        "ODP events must have at least one key-value pair in identifiers."
                                + " (further ones are logged at DEBUG)",
                        "ODP data is not valid. (further ones are logged at DEBUG)");
    }

    @Test
    void anEventThatWaitsForTheDatafileIsTheOneThatTheCallerGave() {
        ReactiveOptimizely client = scene.client(builder -> projects.feed(builder));
        Map<String, Object> data = new HashMap<>(Map.of("item", "shoes"));
        Mono<Boolean> sent = client.sendOdpEvent(null, "bought", IDS, data);
        data.clear();
        StepVerifier.create(sent)
                .expectSubscription()
                .then(() -> projects.push(integrated()))
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
        client.flush().block(PATIENCE);
        assertThat(scene.sandbox().received().odpEvents().get(0).get("data"))
                .asString()
                .contains("item=shoes");
    }

    @Test
    void anEventWithoutADatafileIsRefusedAndWarnedOf() {
        ReactiveOptimizely client =
                scene.client(builder -> projects.feed(builder).readinessTimeout(Duration.ZERO));
        client.sendOdpEvent(null, "bought", IDS, Map.of())
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(log.at(Level.WARN))
                .containsExactly("ODP event send failed (there is no datafile). (further ones are logged at DEBUG)");
        assertThat(client.statistics().odpEvents().dropped()).isEqualTo(Map.of(DropReason.NOT_READY, 1L));
    }

    private SampleProject integrated() {
        return SampleProject.simple("1")
                .onForSegment("vip", "vip")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY);
    }
}
