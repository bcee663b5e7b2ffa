package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.NO_LIMIT;
import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.USER;
import static dev.optireactor.core.event.EventFixture.done;
import static dev.optireactor.core.event.EventFixture.json;
import static dev.optireactor.core.event.EventFixture.payload;
import static dev.optireactor.core.event.EventFixture.project;
import static dev.optireactor.core.event.EventFixture.purchaseBy;
import static dev.optireactor.core.event.EventFixture.shown;
import static dev.optireactor.core.event.EventFixture.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.EventPayloadWriter.Refused;
import dev.optireactor.core.event.EventPayloadWriter.Result;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.EventSettings;
import dev.optireactor.core.project.Project;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPayloadWriterTest {

    private static final Object BROKEN = new Object() {
        @Override
        public String toString() {
            throw new IllegalStateException("the user's secret");
        }
    };

    @Test
    void eachEventIsAVisitorOfItsOwn() {
        Result result =
                writer().write(List.of(purchaseBy("a"), purchaseBy("a"), shown(PROJECT, USER, "flag_ft")), NO_LIMIT);

        assertThat(result.refused()).isEmpty();
        assertThat(result.payloads()).hasSize(1);
        assertThat(visitors(result.payloads().get(0))).containsExactly("a", "a", "user1");
    }

    @Test
    void nothingBecomesNothing() {
        Result result = writer().write(List.of(), NO_LIMIT);

        assertThat(result.payloads()).isEmpty();
        assertThat(result.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"revision, 43", "projectId, 111002", "accountId, 12002", "region, EU", "anonymizeIP, false"})
    void anEventOfOtherSettingsBeginsANewPayload(String member, String value) {
        Project other = project(
                datafile -> datafile.put(member, value.equals("false") ? Boolean.valueOf(value) : (Object) value));
        UserEvent ours = done(PROJECT, USER, null);
        UserEvent theirs = done(other, USER, null);

        Result result = writer().write(List.of(ours, ours, theirs, ours), NO_LIMIT);

        assertThat(ours.sharesBatchWith(theirs)).isFalse();
        assertThat(result.payloads()).extracting(EventPayload::size).containsExactly(2, 1, 1);
        assertThat(result.payloads())
                .extracting(EventPayload::settings)
                .containsExactly(PROJECT.eventSettings(), other.eventSettings(), PROJECT.eventSettings());
    }

    @Test
    void theEnvelopeIsThatOfTheProjectAtTheTime() {
        Project other = project(datafile -> {
            datafile.put("revision", "43");
            datafile.put("anonymizeIP", false);
        });

        assertThat(json(done(other, USER, null)))
                .containsEntry("revision", "43")
                .containsEntry("anonymize_ip", false);
    }

    @Test
    void eventsOfEqualSettingsShareAPayload() {
        Project again = project(datafile -> datafile.put("botFiltering", true));

        Result result = writer().write(List.of(done(PROJECT, USER, null), done(again, USER, null)), NO_LIMIT);

        assertThat(result.payloads()).hasSize(1);
        assertThat(Json.listAt(json(result.payloads().get(0)), "/visitors/0/attributes"))
                .isEmpty();
        assertThat(Json.listAt(json(result.payloads().get(0)), "/visitors/1/attributes"))
                .hasSize(1);
    }

    @Test
    void eventsOfProjectsThatTakeTurnsHaveTheIdsOfTheirOwn() {
        Project other = project(datafile -> {
            datafile.put("attributes", List.of(Map.of("id", "other_id", "key", "country")));
            datafile.put("events", List.of(Map.of("id", "other_event", "key", "purchase", "experimentIds", List.of())));
        });
        UserContext user = UserContext.of("user", Map.of("country", "DE"));
        EventPayloadWriter writer = writer();
        for (int turn = 0; turn < 3; turn++) {
            assertIds(writer, purchase(PROJECT, user), "attr_1_id", "20410805626");
            assertIds(writer, purchase(other, user), "other_id", "other_event");
        }
    }

    private static UserEvent purchase(Project project, UserContext user) {
        Event event = Objects.requireNonNull(project.event("purchase"));
        return UserEvent.conversion(project.eventSettings(), user, event, null, new UUID(1, 2), 3);
    }

    private static void assertIds(EventPayloadWriter writer, UserEvent event, String attributeId, String eventId) {
        Map<String, ?> json =
                json(writer.write(List.of(event), NO_LIMIT).payloads().get(0));

        assertThat(Json.objectAt(json, "/visitors/0/attributes/0")).containsEntry("entity_id", attributeId);
        assertThat(Json.objectAt(json, "/visitors/0/snapshots/0/events/0")).containsEntry("entity_id", eventId);
    }

    @Test
    void aProjectIsForgottenOnceItsSuccessorSends() {
        EventPayloadWriter writer = writer();
        WeakReference<EventSettings> predecessor = predecessorOf(writer);
        writer.write(List.of(shown(PROJECT, USER, "flag_ft")), NO_LIMIT);

        for (int i = 0; i < 10 && predecessor.get() != null; i++) {
            System.gc();
        }

        assertThat(predecessor.get()).isNull();
        assertThat(writer.write(List.of(purchaseBy("a")), NO_LIMIT).payloads()).hasSize(1);
    }

    /** The settings of a project that nobody else knows, after its events were written. */
    private static WeakReference<EventSettings> predecessorOf(EventPayloadWriter writer) {
        Project predecessor = project(datafile -> datafile.put("revision", "41"));
        writer.write(List.of(shown(predecessor, USER, "flag_ft")), NO_LIMIT);
        return new WeakReference<>(predecessor.eventSettings());
    }

    @Test
    void aLargeCallLeavesNothingBehindForTheNext() {
        EventPayloadWriter writer = writer();
        List<UserEvent> small = List.of(purchaseBy("a"), shown(PROJECT, USER, "flag_ft"));
        byte[] expected = writer.write(small, NO_LIMIT).payloads().get(0).body();
        List<UserEvent> large =
                IntStream.range(0, 2_000).mapToObj(i -> purchaseBy("user" + i)).toList();

        byte[] body = writer.write(large, NO_LIMIT).payloads().get(0).body();

        assertThat(body).hasSizeGreaterThan(256 << 10);
        assertThat(writer.write(small, NO_LIMIT).payloads().get(0).body()).isEqualTo(expected);
    }

    @Test
    void aCallThatFailsHalfWayLeavesNothingBehindForTheNext() {
        EventPayloadWriter writer = writer();
        List<UserEvent> events = List.of(purchaseBy("a"), shown(PROJECT, USER, "flag_ft"));
        byte[] expected = writer.write(events, NO_LIMIT).payloads().get(0).body();
        List<UserEvent> breaking = new AbstractList<>() {
            @Override
            public UserEvent get(int index) {
                if (index == 1) {
                    throw new IllegalStateException("broken");
                }
                return purchaseBy("left behind");
            }

            @Override
            public int size() {
                return 2;
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> writer.write(breaking, NO_LIMIT))
                .withMessage("broken");

        Result next = writer.write(events, NO_LIMIT);
        assertThat(next.payloads()).hasSize(1);
        assertThat(next.payloads().get(0).body()).isEqualTo(expected);
    }

    @Test
    void noBodyIsLargerThanAllowed() {
        List<UserEvent> events =
                IntStream.range(0, 100).mapToObj(i -> purchaseBy("user" + i)).toList();
        int maxBytes = 1500;

        Result result = writer().write(events, maxBytes);

        assertThat(result.refused()).isEmpty();
        assertThat(result.payloads())
                .hasSizeGreaterThan(5)
                .allSatisfy(payload -> assertThat(payload.body()).hasSizeLessThanOrEqualTo(maxBytes));
        assertThat(result.payloads().stream().flatMap(payload -> visitors(payload).stream()))
                .containsExactlyElementsOf(
                        events.stream().map(UserEvent::userId).toList());
        assertThat(result.payloads().stream().flatMap(payload -> payload.events().stream()))
                .containsExactlyElementsOf(events);
    }

    @Test
    void aBodyMayBeExactlyAsLargeAsAllowed() {
        List<UserEvent> events = List.of(purchaseBy("a"), purchaseBy("b"));
        int bytes = writer().write(events, NO_LIMIT).payloads().get(0).body().length;

        assertThat(writer().write(events, bytes).payloads()).hasSize(1);
        assertThat(writer().write(events, bytes - 1).payloads()).hasSize(2);
    }

    @Test
    void anEventThatIsTooLargeAloneIsRefusedWhereverItIs() {
        UserEvent large = purchaseBy("x".repeat(20_000));
        UserEvent small = purchaseBy("small");

        for (List<UserEvent> events :
                List.of(List.of(large, small, small), List.of(small, large, small), List.of(small, small, large))) {
            Result result = writer().write(events, 10_000);

            assertThat(result.refused())
                    .containsExactly(new Refused(large, "the event alone is larger than 10000 bytes"));
            assertThat(result.payloads().stream().flatMap(payload -> visitors(payload).stream()))
                    .containsExactly("small", "small");
        }
    }

    @Test
    void tagsThatThrowCostOnlyTheirEvent() {
        List<Object> endless = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("the user's secret");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        UserEvent text = done(PROJECT, USER, Map.of("fine", 1, "tag", BROKEN));
        UserEvent list = done(PROJECT, USER, Map.of("tag", Map.of("nested", endless)));

        Result result = writer().write(List.of(purchaseBy("a"), text, list, purchaseBy("b")), NO_LIMIT);

        assertThat(result.refused()).extracting(Refused::event).containsExactly(text, list);
        assertThat(result.refused())
                .extracting(Refused::reason)
                .containsOnly("the event's tags cannot be sent: its own code threw java.lang.IllegalStateException");
        assertThat(result.payloads()).hasSize(1);
        assertThat(visitors(result.payloads().get(0))).containsExactly("a", "b");
    }

    @Test
    void tagsThatContainThemselvesCostOnlyTheirEvent() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("left", endless);
        endless.put("right", endless);
        UserEvent event = done(PROJECT, USER, endless);

        Result result = writer().write(List.of(event, purchaseBy("a")), NO_LIMIT);

        assertThat(result.refused())
                .containsExactly(new Refused(event, "the event's tags cannot be sent: nested deeper than 200 levels"));
        assertThat(result.payloads()).hasSize(1);
    }

    @Test
    void theSameEventIsWrittenInTheSameBytes() {
        UserEvent event = done(PROJECT, USER, Map.of("a", 1, "b", 2, "c", 3));

        assertThat(payload(event).body()).isEqualTo(payload(event).body());
    }

    @Test
    void aClientHasANameAndAVersion() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientIdentity("", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClientIdentity("sdk", ""));
    }

    private static List<String> visitors(EventPayload payload) {
        return Json.listAt(json(payload), "/visitors").stream()
                .map(visitor -> String.valueOf(
                        Json.objectAt(Objects.requireNonNull(visitor), "").get("visitor_id")))
                .toList();
    }
}
