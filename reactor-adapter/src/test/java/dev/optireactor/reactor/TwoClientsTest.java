package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.notification.Notification;
import dev.optireactor.reactor.notification.TrackNotification;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Two clients of the same SDK key, which have nothing to do with each other. */
class TwoClientsTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    private ReactiveOptimizely one;
    private ReactiveOptimizely other;

    @BeforeEach
    void makeClients() {
        scene.publish(project("1"));
        UnaryOperator<ReactiveOptimizelyBuilder> toldAtOnce = builder -> builder.blocking(Schedulers.immediate());
        one = scene.readyClient(toldAtOnce);
        other = scene.readyClient(toldAtOnce);
        // So that no refresh of a test joins a first fetch.
        one.refresh().then(other.refresh()).block(PATIENCE);
    }

    @Test
    void aDatafileThatOneHasFetchedIsNotTheOthers() {
        List<Notification> told = new CopyOnWriteArrayList<>();
        other.notifications().subscribe(told::add);
        scene.publish(project("2"));
        one.refresh().block(PATIENCE);
        assertThat(revision(one)).isEqualTo("2");
        assertThat(revision(other)).isEqualTo("1");
        assertThat(told).isEmpty();
    }

    @Test
    void whatOneDoesIsNeitherToldNorCountedByTheOther() {
        List<Notification> told = new CopyOnWriteArrayList<>();
        other.notifications().subscribe(told::add);
        ReactiveUserContext user = ClientScene.user(one, Secrets.ANNA);
        user.decide("flag").block(PATIENCE);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        one.flush().block(PATIENCE);
        assertThat(told).isEmpty();
        assertThat(other.statistics().events().offered()).isZero();
        assertThat(one.statistics().events().delivered()).isEqualTo(2);
    }

    @Test
    void eachHasANameOfItsOwnInEventsOfBothKinds() {
        List.of("shop", "search").forEach(name -> {
            ReactiveOptimizely client = scene.readyClient(builder -> builder.clientIdentity(name, "1.0"));
            ClientScene.user(client, Secrets.ANNA)
                    .trackEvent(SampleProject.PURCHASE)
                    .then(client.sendOdpEvent(null, "bought", Map.of("fs_user_id", Secrets.ANNA), Map.of()))
                    .then(client.flush())
                    .block(PATIENCE);
        });
        assertThat(scene.sandbox().received().batches())
                .extracting(
                        batch -> batch.json().get("client_name"),
                        batch -> batch.json().get("client_version"))
                .containsExactly(tuple("shop", "1.0"), tuple("search", "1.0"));
        assertThat(scene.sandbox().received().odpEvents())
                .extracting(event -> event.get("data"))
                .extracting("data_source", "data_source_version")
                .containsExactly(tuple("shop", "1.0"), tuple("search", "1.0"));
    }

    @Test
    void segmentsThatOneHasFetchedAreNotInTheOthersCache() {
        scene.sandbox().segments(Secrets.ANNA, "vip");
        assertVip(one, true);
        scene.sandbox().segments(Secrets.ANNA);
        assertVip(one, true);
        assertVip(other, false);
    }

    @Test
    void closingOneLeavesTheOtherAlone() {
        List<Notification> told = new CopyOnWriteArrayList<>();
        other.notifications().subscribe(told::add);
        one.close().block(PATIENCE);
        assertThat(other.isReady()).isTrue();
        scene.publish(project("2"));
        StepVerifier.create(other.projects().map(Project::revision))
                .expectNext("1")
                .then(() -> other.refresh().block(PATIENCE))
                .expectNext("2")
                .thenCancel()
                .verify(PATIENCE);
        ReactiveUserContext user = ClientScene.user(other, Secrets.ANNA);
        user.decide("flag")
                .as(StepVerifier::create)
                .expectNextMatches(OptimizelyDecision::enabled)
                .expectComplete()
                .verify(PATIENCE);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        other.flush().block(PATIENCE);
        assertThat(other.statistics().events().delivered()).isEqualTo(2);
        assertThat(told).hasAtLeastOneElementOfType(TrackNotification.class);
        assertVip(other, false);
    }

    private static void assertVip(ReactiveOptimizely client, boolean expected) {
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.fetchQualifiedSegments()
                .then(user.isQualifiedFor("vip"))
                .as(StepVerifier::create)
                .expectNext(expected)
                .expectComplete()
                .verify(PATIENCE);
    }

    private static String revision(ReactiveOptimizely client) {
        return Objects.requireNonNull(client.projects().map(Project::revision).blockFirst(PATIENCE));
    }

    private SampleProject project(String revision) {
        return SampleProject.simple(revision)
                .onForSegment("vip", "vip")
                .odp(scene.sandbox().uri(), Secrets.ODP_KEY);
    }
}
