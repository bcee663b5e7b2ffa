package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.DropReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** Events that are not even made are counted all the same, and each reason is warned of once. */
class UntrackedEventsTest {

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(ClientLog.LOGGER.getName());

    private final PushedProjects projects = new PushedProjects();

    @Test
    void conversionsWithoutADatafileOrOfAnUnknownEventAreDropped() {
        ReactiveOptimizely client = scene.client(builder ->
                projects.feed(builder).eventDispatcher(event -> Mono.empty()).readinessTimeout(Duration.ZERO));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        projects.push(SampleProject.simple("1"));
        client.ready(PATIENCE).block(PATIENCE);
        user.trackEvent("typo").block(PATIENCE);
        user.trackEvent("typo").block(PATIENCE);
        assertThat(client.statistics().events().offered()).isEqualTo(3);
        assertThat(client.statistics().events().dropped())
                .isEqualTo(Map.of(DropReason.NOT_READY, 1L, DropReason.UNKNOWN_EVENT, 2L));
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "event \"purchase\" not tracked: there is no datafile yet (further ones are logged at DEBUG)",
                        "event \"typo\" not tracked: it is not in the datafile (repetitions are logged at DEBUG)");
    }

    @Test
    void nothingIsCountedWhenSendingIsDisabled() {
        ReactiveOptimizely client = scene.client(builder ->
                projects.feed(builder).events(events -> events.disableSending()).readinessTimeout(Duration.ZERO));
        ClientScene.user(client, Secrets.ANNA).trackEvent("typo").block(PATIENCE);
        assertThat(client.statistics().events().offered()).isZero();
    }

    @Test
    void eventsForTheDataPlatformWithoutADatafileAreDropped() {
        ReactiveOptimizely client =
                scene.client(builder -> projects.feed(builder).readinessTimeout(Duration.ZERO));
        Map<String, String> email = Map.of("email", "a@b.c");
        assertThat(client.sendOdpEvent(null, "bought", email, Map.of()).block(PATIENCE))
                .isFalse();
        assertThat(client.statistics().odpEvents().dropped()).isEqualTo(Map.of(DropReason.NOT_READY, 1L));
    }
}
