package dev.optireactor.reactor.segment;

import static dev.optireactor.reactor.segment.SegmentFixture.expect;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.datafile.PausedTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the Data Platform is asked for the segments of a user, when, and how often. */
class SegmentServiceTest {

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.SEGMENTS);

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "with \"quotes\" and \\", "日本 🚀", "50% {} %s\n\u0001", "vuid_", "VUID_1"})
    void asksWithTheUserIdAsAVariableWhateverItIs(String userId) {
        SegmentFixture fixture = new SegmentFixture(edge);
        edge.sandbox().segments(userId, "push_on_sale");
        expect(fixture.fetch(userId), "push_on_sale");
        SandboxRequest request =
                edge.sandbox().received().requests(Endpoint.SEGMENTS).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("x-api-key")).contains(OdpProjects.KEY);
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.json())
                .isEqualTo(Map.of(
                        "query",
                        "query($userId: String, $audiences: [String]) {customer(fs_user_id: $userId) "
                                + "{audiences(subset: $audiences) {edges {node {name state}}}}}",
                        "variables",
                        Map.of("userId", userId, "audiences", List.of("has_email", "push_on_sale"))));
        assertThat(fixture.cache.entries()).containsOnlyKeys("fs_user_id-$-" + userId);
    }

    @Test
    void asksForAnIdOfABrowserUnderItsOwnName() {
        SegmentFixture fixture = new SegmentFixture(edge);
        edge.sandbox().segments("vuid_1", "has_email");
        expect(fixture.fetch("vuid_1"), "has_email");
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS).get(0).text())
                .contains("customer(vuid: $userId)");
        assertThat(fixture.cache.entries()).containsOnlyKeys("vuid-$-vuid_1");
    }

    @Test
    void asksNeitherNetworkNorCacheWhenTheProjectUsesNoSegments() {
        SegmentFixture fixture = new SegmentFixture(edge);
        expect(fixture.service.fetch(fixture.project(), SegmentFixture.USER, Set.of(OdpSegmentOption.RESET_CACHE)));
        assertThat(edge.sandbox().received().requests()).isEmpty();
        assertThat(fixture.cache.operations()).isEmpty();
        assertThat(log.at(Level.DEBUG)).containsExactly("No segments are used in the project. Returning empty list.");
    }

    @Test
    void isColdAndFetchesAtEachSubscription() {
        SegmentFixture fixture = new SegmentFixture(edge);
        Mono<List<String>> fetch = fixture.fetch(OdpSegmentOption.IGNORE_CACHE);
        assertThat(edge.sandbox().received().requests()).isEmpty();
        expect(fetch);
        expect(fetch);
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(2);
    }

    @Test
    void triesAgainOnlyIfToldSo() {
        edge.sandbox().faults(Endpoint.SEGMENTS, Fault.status(503), Fault.reset());
        SegmentFixture fixture = new SegmentFixture(edge, SegmentFixture.settings(segments -> segments.retries(2)));
        expect(fixture.fetch());
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(3);
    }

    @Test
    void doesNotLetACallerWaitForAsLongAsTheAnswerAsks() {
        edge.sandbox().faults(Endpoint.SEGMENTS, Fault.status(503, Duration.ofSeconds(10)));
        PausedTimer timer = new PausedTimer();
        SegmentService service = new SegmentService(
                SegmentFixture.settings(segments -> segments.retries(1)).build(),
                edge.transport(),
                timer,
                Listener.none());
        Project project = OdpProjects.integrated(edge.sandbox().uri(), "has_email");
        service.fetch(project, SegmentFixture.USER, Set.of())
                .as(StepVerifier::create)
                .then(() -> assertThat(timer.passPause()).isEqualTo(Duration.ofMillis(200)))
                .expectNext(List.of())
                .expectComplete()
                .verify(PATIENCE);
    }
}
