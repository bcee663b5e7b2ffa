package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.ReceivedEvent;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client makes of the conversions that it is told of, and what it says about those that it does not take. */
class TrackingTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder("dev.optireactor.client");

    @RegisterExtension
    private final LogRecorder eventLog = new LogRecorder(Conversation.EVENTS);

    @Test
    void eventsCarryTheTimeAtWhichTheyHappenedNotThatOfSending() {
        AtomicReference<Instant> now = new AtomicReference<>(NOON);
        scene.publish(SampleProject.simple("1"));
        ReactiveOptimizely client = scene.readyClient(builder -> builder.clock(now::get));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.decide("flag").block(PATIENCE);
        now.set(NOON.plusSeconds(1));
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        now.set(NOON.plus(Duration.ofHours(1)));
        client.flush().block(PATIENCE);
        assertThat(scene.sandbox().received().events())
                .extracting(ReceivedEvent::key, event -> event.event().get("timestamp"))
                .containsExactly(
                        tuple("campaign_activated", NOON.toEpochMilli()),
                        tuple(SampleProject.PURCHASE, NOON.plusSeconds(1).toEpochMilli()));
    }

    @Test
    void eachEventThatTheDatafileDoesNotKnowIsWarnedOfOnceAndNotSent() {
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.trackEvent("nowhere").block(PATIENCE);
        user.trackEvent("nowhere else").block(PATIENCE);
        user.trackEvent("nowhere").block(PATIENCE);
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "event \"nowhere\" not tracked: it is not in the datafile (repetitions are logged at DEBUG)",
                        "event \"nowhere else\" not tracked: it is not in the datafile (repetitions are logged at DEBUG)");
        assertThat(log.at(Level.DEBUG)).containsExactly("event \"nowhere\" not tracked: it is not in the datafile");
        client.close().block(PATIENCE);
        assertThat(client.statistics().events().dropped()).isEqualTo(Map.of(DropReason.UNKNOWN_EVENT, 3L));
        assertThat(scene.sandbox().received().events()).isEmpty();
    }

    @Test
    void afterAHundredUnknownEventsOneMoreWarningSaysThatOthersAreLoggedAtDebug() {
        ReactiveOptimizely client = scene.staticClient(SampleProject.simple("1"));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        for (int number = 1; number <= 103; number++) {
            user.trackEvent("typo " + number).block(PATIENCE);
        }
        user.trackEvent("typo 100").block(PATIENCE);
        assertThat(log.at(Level.WARN))
                .hasSize(101)
                .endsWith(
                        "event \"typo 100\" not tracked: it is not in the datafile (repetitions are logged at DEBUG)",
                        "event \"typo 101\" not tracked: it is not in the datafile (further ones are logged at DEBUG)");
        assertThat(log.at(Level.DEBUG))
                .containsExactly(
                        "event \"typo 102\" not tracked: it is not in the datafile",
                        "event \"typo 103\" not tracked: it is not in the datafile",
                        "event \"typo 100\" not tracked: it is not in the datafile");
    }

    @Test
    void anEventThatIsTrackedIsSaidAtDebug() {
        ReactiveOptimizely client = scene.readyClient(SampleProject.simple("1"));
        ClientScene.user(client, Secrets.ANNA)
                .trackEvent(SampleProject.PURCHASE, Map.of("note", Secrets.BERT))
                .block(PATIENCE);
        assertThat(log.aboveTrace()).containsExactly("event \"purchase\" tracked");
    }

    @Test
    void anUnknownEventDoesNotHideTheWarningOfAMissingDatafile() {
        PushedProjects projects = new PushedProjects();
        ReactiveOptimizely client =
                scene.client(builder -> projects.feed(builder).readinessTimeout(Duration.ZERO));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        projects.push(SampleProject.simple("1"));
        Waiting.until(client::isReady);
        user.trackEvent("nowhere").block(PATIENCE);
        assertThat(log.at(Level.WARN))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("event \"purchase\" not tracked: there is no datafile yet"))
                .anyMatch(line -> line.startsWith("event \"nowhere\" not tracked: it is not in the datafile"));
    }

    @Test
    void aClientThatSendsNothingSaysSoOnce() {
        ReactiveOptimizely client = scene.readyClient(builder ->
                builder.datafile(SampleProject.simple("1").bytes()).events(events -> events.disableSending()));
        ReactiveUserContext user = ClientScene.user(client, Secrets.ANNA);
        user.decide("flag").block(PATIENCE);
        user.trackEvent(SampleProject.PURCHASE).block(PATIENCE);
        client.close().block(PATIENCE);
        assertThat(eventLog.at(Level.WARN))
                .containsExactly("sending is disabled by the settings: no event leaves this client");
        assertThat(scene.sandbox().received().events()).isEmpty();
    }
}
