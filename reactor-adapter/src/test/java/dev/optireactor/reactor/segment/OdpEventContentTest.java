package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What an event of the Data Platform consists of, which are refused, and when one links ids. */
class OdpEventContentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.ODP_EVENTS);

    @Test
    void sendsAnArrayWithTheEventAndItsDefaultData() {
        edge.sandbox().odpKey(OdpProjects.KEY);
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        Map<String, Object> data = new HashMap<>(Map.of("amount", 12.5, "vip", true, "text", "日本 \"x\" % \u0001"));
        data.put("note", null);
        accept(fixture, fixture.send("purchased", Map.of("email", "a@b.c", "fs_user_id", Secrets.ANNA), data));
        assertThat(fixture.requests().get(0).header("x-api-key")).contains(OdpProjects.KEY);
        assertThat(fixture.requests().get(0).header("content-type")).contains("application/json");
        Map<String, Object> expected = new HashMap<>(data);
        expected.put("idempotence_id", "00000000-0000-0000-0000-000000000001");
        expected.put("data_source_type", "sdk");
        expected.put("data_source", "optireactor");
        expected.put("data_source_version", "1.2.3");
        assertThat(fixture.requests().get(0).json())
                .isEqualTo(List.of(Map.of(
                        "type",
                        "fullstack",
                        "action",
                        "purchased",
                        "identifiers",
                        Map.of("email", "a@b.c", "fs_user_id", Secrets.ANNA),
                        "data",
                        expected)));
    }

    @Test
    void prefersTheDataOfTheEventToCommonDataAndThatToTheDefaults() {
        OdpFixture fixture = new OdpFixture(
                edge,
                OdpFixture.settings()
                        .commonData(Map.of("data_source", "common", "region", "common", "shop", "common"))
                        .commonIdentifiers(Map.of("email", "common", "device", "common")));
        accept(fixture, fixture.send("a", Map.of("email", "own"), Map.of("region", "own", "data_source_type", "own")));
        assertThat(edge.sandbox().received().odpEvents().get(0))
                .containsEntry("identifiers", Map.of("email", "own", "device", "common"));
        assertThat(edge.sandbox().received().odpEvents().get(0).get("data"))
                .isEqualTo(Map.of(
                        "idempotence_id", "00000000-0000-0000-0000-000000000001",
                        "data_source_type", "own",
                        "data_source", "common",
                        "data_source_version", "1.2.3",
                        "region", "own",
                        "shop", "common"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void fillsInTheType(String type) {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        accept(fixture, fixture.events.send(Mono.just(fixture.project), type, "a", OdpFixture.EMAIL, Map.of()));
        assertThat(edge.sandbox().received().odpEvents().get(0)).containsEntry("type", "fullstack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FS_USER_ID", "fs-user-id", "Fs-User-Id"})
    void repairsTheNameOfTheUserIdAndLeavesTheMapOfTheCallerAlone(String name) {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        Map<String, String> identifiers = Collections.unmodifiableMap(new HashMap<>(Map.of(name, "u", "other", "o")));
        accept(fixture, fixture.send("a", identifiers, Map.of()));
        assertThat(edge.sandbox().received().odpEvents().get(0))
                .containsEntry("identifiers", Map.of("fs_user_id", "u", "other", "o"));
    }

    @Test
    void copiesTheMapsWhenItIsCalled() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        Map<String, String> identifiers = new HashMap<>(OdpFixture.EMAIL);
        Mono<Boolean> sent = fixture.send("a", identifiers, Map.of());
        identifiers.clear();
        accept(fixture, sent);
        assertThat(edge.sandbox().received().odpEvents().get(0)).containsEntry("identifiers", OdpFixture.EMAIL);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void refusesAnEventWithoutAction(String action) {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        refuse(
                fixture.events.send(Mono.just(fixture.project), "t", action, Map.of(), Map.of()),
                "ODP action is not valid (cannot be empty).");
        assertThat(fixture.events.statistics().offered()).isZero();
    }

    @Test
    void refusesAnEventWithoutIdentifiers() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings().disabled());
        refuse(
                fixture.send("a", Collections.singletonMap("email", null), Map.of()),
                "ODP events must have at least one key-value pair in identifiers.");
    }

    static Stream<Object> invalidData() {
        return Stream.of(
                Double.NaN, Float.POSITIVE_INFINITY, new BigDecimal("1"), List.of(), Map.of(), 'c', new Object());
    }

    @ParameterizedTest
    @MethodSource("invalidData")
    void refusesDataThatIsNoTextNumberOrBoolean(Object value) {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        refuse(fixture.send("a", OdpFixture.EMAIL, Map.of("key", value)), "ODP data is not valid.");
    }

    @Test
    void refusesEventsWhenTheDataPlatformIsTurnedOff() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings().disabled());
        refuse(fixture.send("a", OdpFixture.EMAIL, Map.of()), "ODP is not enabled.");
    }

    @Test
    void countsEventsThatHaveNowhereToGo() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        refuse(
                fixture.events.send(Mono.just(OdpProjects.notIntegrated()), "t", "a", OdpFixture.EMAIL, Map.of()),
                "ODP is not integrated.");
        Project foreign = OdpProjects.integrated("https://evil.example", "key");
        refuse(
                fixture.events.send(Mono.just(foreign), "t", "a", OdpFixture.EMAIL, Map.of()),
                "ODP event send failed (api_host is not in an allowed domain, see OdpSettings).");
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(2, 0, Map.of(DropReason.NOT_INTEGRATED, 2L), 0, 0));
        assertThat(fixture.listener.counts()).containsExactly("1 NOT_INTEGRATED", "1 NOT_INTEGRATED");
        assertThat(fixture.requests()).isEmpty();
    }

    @Test
    void warnsOnlyOnceOfTheSameMistake() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        for (int attempt = 0; attempt < 3; attempt++) {
            fixture.send("", OdpFixture.EMAIL, Map.of()).block(PATIENCE);
        }
        assertThat(log.at(Level.WARN)).hasSize(1);
        assertThat(log.at(Level.DEBUG)).hasSize(2);
    }

    @Test
    void refusesCommonDataThatWouldMakeEveryEventInvalid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OdpSettings.builder().commonData(Map.of("key", List.of())))
                .withMessageContaining("commonData");
    }

    @Test
    void linksTheIdsOfAUserWhenThereAreTwo() {
        OdpFixture fixture =
                new OdpFixture(edge, OdpFixture.settings().commonIdentifiers(Map.of("device", "d", "blank", "")));
        assertThat(fixture.events.identify(fixture.project, Secrets.ANNA)).isTrue();
        assertThat(fixture.events.identify(fixture.project, "vuid_1")).isTrue();
        fixture.events.flush().block(PATIENCE);
        assertThat(edge.sandbox().received().odpEvents())
                .extracting(event -> event.get("identifiers"))
                .containsExactly(
                        Map.of("fs_user_id", Secrets.ANNA, "device", "d"), Map.of("vuid", "vuid_1", "device", "d"));
        assertThat(edge.sandbox().received().odpEvents().get(0))
                .containsEntry("type", "fullstack")
                .containsEntry("action", "identified");
    }

    @Test
    void linksNothingWithFewerThanTwoIds() {
        OdpFixture alone = new OdpFixture(edge, OdpFixture.settings());
        assertThat(alone.events.identify(alone.project, Secrets.ANNA)).isFalse();
        OdpFixture empty = new OdpFixture(edge, OdpFixture.settings().commonIdentifiers(Map.of("device", "d")));
        assertThat(empty.events.identify(empty.project, "")).isFalse();
        OdpFixture twice = new OdpFixture(edge, OdpFixture.settings().commonIdentifiers(Map.of("FS-USER-ID", "other")));
        assertThat(twice.events.identify(twice.project, Secrets.ANNA)).isFalse();
        assertThat(log.at(Level.DEBUG))
                .containsOnly("ODP identify event is not dispatched (fewer than 2 valid identifiers).")
                .hasSize(3);
        assertThat(log.at(Level.WARN)).isEmpty();
    }

    @Test
    void linksNothingWhereThereIsNoDataPlatform() {
        OdpFixture off = new OdpFixture(edge, OdpFixture.settings().disabled());
        assertThat(off.events.identify(off.project, Secrets.ANNA)).isFalse();
        OdpFixture on = new OdpFixture(edge, OdpFixture.settings());
        assertThat(on.events.identify(OdpProjects.notIntegrated(), Secrets.ANNA))
                .isFalse();
        assertThat(log.at(Level.DEBUG))
                .containsExactly(
                        "ODP identify event is not dispatched (ODP disabled).",
                        "ODP identify event is not dispatched (ODP not integrated).");
    }

    private static void accept(OdpFixture fixture, Mono<Boolean> sent) {
        sent.as(StepVerifier::create).expectNext(true).expectComplete().verify(PATIENCE);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    private void refuse(Mono<Boolean> sent, String text) {
        sent.as(StepVerifier::create).expectNext(false).expectComplete().verify(PATIENCE);
        assertThat(log.at(Level.WARN)).anyMatch(line -> line.startsWith(text));
    }
}
