package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the operations of a client do that had a datafile and was closed. */
class ClosedClientTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder clientLog = new LogRecorder("dev.optireactor.client");

    @RegisterExtension
    private final LogRecorder eventLog = new LogRecorder(Conversation.EVENTS);

    @RegisterExtension
    private final LogRecorder odpLog = new LogRecorder(Conversation.ODP_EVENTS);

    private ReactiveOptimizely client;
    private ReactiveUserContext user;

    @BeforeEach
    void closeTheClient() {
        client = scene.readyClient(SampleProject.simple("1")
                .onForSegment("vip", "vip")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY));
        user = ClientScene.user(client, Secrets.ANNA);
        assertThat(client.isReady()).isTrue();
        client.close().block(PATIENCE);
    }

    @Test
    void aDecisionIsTheNotReadyDecisionAndSendsNothing() {
        user.decide("flag")
                .as(StepVerifier::create)
                .assertNext(decision -> {
                    assertThat(decision.flagKey()).isEqualTo("flag");
                    assertThat(decision.enabled()).isFalse();
                    assertThat(decision.variationKey()).isNull();
                    assertThat(decision.reasons()).containsExactly("Optimizely SDK not configured properly yet.");
                })
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().offered()).isZero();
    }

    @Test
    void thereAreNoDecisionsOfManyFlagsAndNoLiveOnes() {
        Stream.of(user.decideAll(), user.decideForKeys(List.of("flag")), user.decisions("flag"))
                .forEach(decisions ->
                        decisions.as(StepVerifier::create).expectComplete().verify(PATIENCE));
    }

    @Test
    void itIsNotReady() {
        assertThat(client.isReady()).isFalse();
        for (Mono<Void> promise : List.of(client.ready(), client.refresh())) {
            promise.as(StepVerifier::create)
                    .expectError(ClientClosedException.class)
                    .verify(PATIENCE);
        }
    }

    @Test
    void conversionsAreDroppedCountedAndWarnedOfOnce() {
        Flux.range(0, 3)
                .concatMap(i -> user.trackEvent(SampleProject.PURCHASE))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().events().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 3L));
        assertThat(client.statistics().events().pending()).isZero();
        assertThat(eventLog.at(Level.WARN))
                .containsExactly("dropped an event because the client is closed (further ones are logged at DEBUG)");
        assertThat(clientLog.at(Level.WARN)).isEmpty();
        assertThat(scene.sandbox().received().events()).isEmpty();
    }

    @Test
    void aConversionOfAnUnknownEventIsWarnedOf() {
        user.trackEvent("nowhere").block(PATIENCE);
        user.trackEvent("nowhere").block(PATIENCE);
        assertThat(client.statistics().events().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 2L));
        assertThat(eventLog.at(Level.WARN))
                .containsExactly("dropped an event because the client is closed (further ones are logged at DEBUG)");
    }

    @Test
    void eventsForTheDataPlatformAreRefusedCountedAndWarnedOfOnce() {
        Flux.range(0, 3)
                .concatMap(i -> client.sendOdpEvent(null, "bought", Map.of("fs_user_id", Secrets.ANNA), Map.of()))
                .as(StepVerifier::create)
                .expectNext(false, false, false)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(client.statistics().odpEvents().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 3L));
        assertThat(odpLog.at(Level.WARN))
                .containsExactly(
                        "ODP event queue is shutdown, not accepting events. (further ones are logged at DEBUG)");
    }

    @Test
    void theRestIsEmptyOrDone() {
        user.fetchQualifiedSegments()
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(PATIENCE);
        client.getOptimizelyConfig().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        client.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        client.createUserContext(Secrets.BERT)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }
}
