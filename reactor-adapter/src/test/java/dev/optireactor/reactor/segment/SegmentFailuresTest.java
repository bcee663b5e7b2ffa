package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The table of failures of the behaviour reference (ODP, fetching segments), row by row. */
class SegmentFailuresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.SEGMENTS);

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.reset(), "network error"),
                Arguments.of(Fault.truncated(), "network error"),
                Arguments.of(Fault.silence(), "network error"),
                Arguments.of(Fault.oversized(8 << 20), "network error"),
                Arguments.of(Fault.status(400), "HTTP status 400"),
                Arguments.of(Fault.status(403), "HTTP status 403"),
                Arguments.of(Fault.status(429), "HTTP status 429"),
                Arguments.of(Fault.status(500), "HTTP status 500"),
                Arguments.of(Fault.status(302), "HTTP status 302"),
                Arguments.of(Fault.garbled(), "JSON decode error"),
                Arguments.of(Fault.answer(200, ""), "JSON decode error"),
                Arguments.of(Fault.answer(200, "{\"data\":"), "JSON decode error"),
                Arguments.of(error("{}"), "decode error"),
                Arguments.of(error("{\"classification\":null}"), "decode error"),
                Arguments.of(Fault.answer(200, "{\"errors\":[]}"), "decode error"),
                Arguments.of(error("{\"classification\":\"TimedOut\"}"), "TimedOut"),
                Arguments.of(
                        error("{\"classification\":\"InvalidIdentifierException\"}"), "InvalidIdentifierException"),
                Arguments.of(Fault.answer(200, "{}"), "decode error"),
                Arguments.of(Fault.answer(200, "[]"), "decode error"),
                Arguments.of(Fault.answer(200, "{\"data\":{\"customer\":null}}"), "decode error"),
                Arguments.of(Fault.answer(200, "{\"data\":{\"customer\":{\"audiences\":{}}}}"), "decode error"));
    }

    private static Fault error(String extensions) {
        return Fault.answer(200, "{\"errors\":[{\"extensions\":" + extensions + "}],\"data\":{\"customer\":null}}");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void namesWhatWentWrong(Fault fault, String reason) {
        edge.sandbox().fault(Endpoint.SEGMENTS, fault);
        Duration timeout = fault.toString().equals("silence") ? Duration.ofSeconds(1) : PATIENCE;
        SegmentFixture fixture =
                new SegmentFixture(edge, SegmentFixture.settings(segments -> segments.timeout(timeout)));
        verify(fixture.fetch(), "Audience segments fetch failed (" + reason + ").");
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "Audience segments fetch failed (" + reason + "). (further failures are logged at DEBUG)");
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(SegmentFixture.USER));
        assertThat(fixture.listener.failures()).hasSize(1);
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(1);
        assertThat(fixture.cache.entries()).isEmpty();
    }

    @Test
    void namesAConnectionThatIsRefused() {
        SegmentFixture fixture = new SegmentFixture(edge);
        Mono<?> fetch = fixture.fetch();
        edge.sandbox().refuseConnections().block(PATIENCE);
        verify(fetch, "Audience segments fetch failed (network error).");
    }

    @Test
    void warnsOnceOfIdentifiersThatTheDataPlatformDoesNotKnow() {
        edge.sandbox().invalidUser(SegmentFixture.USER);
        SegmentFixture fixture = new SegmentFixture(edge);
        verify(fixture.fetch(), "Audience segments fetch failed (invalid identifier).");
        fixture.fetch("known")
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        verify(fixture.fetch(), "Audience segments fetch failed (invalid identifier).");
        assertThat(log.at(Level.WARN)).hasSize(1).first().asString().contains("(invalid identifier)");
        assertThat(log.at(Level.INFO)).isEmpty();
        assertThat(fixture.listener.failures()).hasSize(2);
        assertThat(fixture.listener.recoveries()).isEmpty();
    }

    @Test
    void saysThatTheProjectIsNotIntegrated() {
        SegmentFixture fixture = new SegmentFixture(edge);
        String text = "Audience segments fetch failed (api_key/api_host not defined).";
        verify(fixture.service.fetch(OdpProjects.notIntegrated("a"), "u", Set.of()), text);
        verify(fixture.service.fetch(OdpProjects.integrated("https://api.zaius.com", "", "a"), "u", Set.of()), text);
        verify(fixture.service.fetch(OdpProjects.integrated("", OdpProjects.KEY, "a"), "u", Set.of()), text);
        assertThat(log.at(Level.WARN)).hasSize(1);
        assertThat(log.at(Level.DEBUG)).containsOnly(text).hasSize(2);
    }

    @Test
    void saysThatTheDataPlatformIsTurnedOff() {
        SegmentFixture fixture =
                new SegmentFixture(edge, SegmentFixture.settings().disabled());
        verify(fixture.fetch(), "ODP is not enabled.");
        verify(fixture.service.fetch(OdpProjects.notIntegrated(), "u", Set.of()), "ODP is not enabled.");
        assertThat(edge.sandbox().received().requests()).isEmpty();
    }

    @Test
    void refusesAHostThatIsNotAllowedWithoutAskingIt() {
        SegmentFixture fixture = new SegmentFixture(edge, OdpSettings.builder());
        verify(fixture.fetch(), "Audience segments fetch failed (api_host is not https).");
        Project foreign = OdpProjects.integrated("https://evil.example", OdpProjects.KEY, "a");
        verify(
                fixture.service.fetch(foreign, "u", Set.of()),
                "Audience segments fetch failed (api_host is not in an allowed domain, see OdpSettings).");
        assertThat(edge.sandbox().received().requests()).isEmpty();
    }

    @Test
    void tellsOfFailuresOnceAndOfTheRecovery() {
        SegmentFixture fixture = new SegmentFixture(edge);
        edge.sandbox().faults(Endpoint.SEGMENTS, Fault.status(500), Fault.status(500));
        verify(fixture.fetch(), "Audience segments fetch failed (HTTP status 500).");
        verify(fixture.fetch(), "Audience segments fetch failed (HTTP status 500).");
        fixture.fetch()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(log.at(Level.WARN)).hasSize(1);
        assertThat(log.at(Level.INFO)).containsExactly("works again after 2 failure(s)");
        assertThat(fixture.listener.recoveries()).containsExactly(Conversation.SEGMENTS);
    }

    @Test
    void survivesAClientThatThrowsOrSaysNothingOrNeverAnswers() {
        verify(
                custom(request -> {
                    throw new IllegalStateException(request.userId());
                }),
                "Audience segments fetch failed (network error).");
        verify(
                custom(request -> Mono.error(new IllegalStateException(request.userId()))),
                "Audience segments fetch failed (network error).");
        verify(custom(request -> Mono.empty()), "Audience segments fetch failed (decode error).");
        verify(
                custom(request -> Mono.never(), Duration.ofMillis(50)),
                "Audience segments fetch failed (network error).");
        verify(custom(request -> Mono.error(new SegmentFetchException("own text", null))), "own text");
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(SegmentFixture.USER));
    }

    private Mono<?> custom(SegmentClient client) {
        return custom(client, PATIENCE);
    }

    private Mono<?> custom(SegmentClient client, Duration timeout) {
        return new SegmentFixture(
                        edge,
                        SegmentFixture.settings(
                                segments -> segments.client(client).timeout(timeout)))
                .fetch();
    }

    private static void verify(Mono<?> fetch, String text) {
        fetch.as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(SegmentFetchException.class)
                        .hasMessage(text))
                .verify(PATIENCE);
    }
}
