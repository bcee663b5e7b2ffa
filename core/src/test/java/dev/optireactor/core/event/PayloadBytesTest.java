package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.NO_LIMIT;
import static dev.optireactor.core.event.EventFixture.impression;
import static dev.optireactor.core.event.EventFixture.project;
import static dev.optireactor.core.event.EventFixture.writer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.EventSettings;
import dev.optireactor.core.project.Project;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** A payload is put together of prepared pieces and what is an event's own, but reads as if written in one go. */
class PayloadBytesTest {

    private static final long FURTHEST = 1L << 53;

    /** The keys and ids of the project, the texts and the numbers of the user, and the id of the event come in. */
    private static final String FORM = """
            {"account_id":%1$s,"project_id":"111001","revision":"42","client_name":"python-sdk",
             "client_version":"5.5.0","anonymize_ip":true,"enrich_decisions":true,"visitors":[
              {"visitor_id":%2$s,"attributes":[
                {"entity_id":%1$s,"key":%1$s,"type":"custom","value":%2$s},
                {"entity_id":"7723280021","key":"age","type":"custom","value":%3$s},
                {"entity_id":"7723280022","key":"premium","type":"custom","value":%4$s}],
               "snapshots":[{"decisions":[{"campaign_id":%1$s,"experiment_id":"10390977674","variation_id":"10416523172",
                  "metadata":{"flag_key":%1$s,"rule_key":%1$s,"rule_type":"feature-test","variation_key":%1$s,
                    "enabled":true}}],
                 "events":[{"entity_id":%1$s,"key":"campaign_activated","uuid":%5$s,"timestamp":%3$s}]}]},
              {"visitor_id":"","attributes":[],
               "snapshots":[{"decisions":[{"campaign_id":"10420273890","experiment_id":"10390977675",
                  "variation_id":"10416523181","metadata":{"flag_key":"flag_cmab","rule_key":"exp_cmab",
                    "rule_type":"feature-test","variation_key":"variation_d","enabled":true,
                    "cmab_uuid":"00000000-0000-4000-8000-000000000005"}}],
                 "events":[{"entity_id":"10420273890","key":"campaign_activated","uuid":%5$s,"timestamp":%3$s}]}]},
              {"visitor_id":%2$s,"attributes":[{"entity_id":%1$s,"key":%1$s,"type":"custom","value":%4$s}],
               "snapshots":[{"events":[{"entity_id":%1$s,"key":%1$s,"uuid":%5$s,"timestamp":%3$s,
                 "revenue":%3$s,"value":%4$s,"tags":{"revenue":%3$s,"value":%4$s,%1$s:%2$s}}]}]},
              {"visitor_id":"","attributes":[],
               "snapshots":[{"events":[{"entity_id":%1$s,"key":%1$s,"uuid":%5$s,"timestamp":%3$s}]}]}]}
            """.replaceAll("\\s", "");

    /** For all tries, so that what one leaves behind would spoil the next. */
    private final EventPayloadWriter writer = writer();

    @Property(tries = 300)
    void areThoseOfTheWholeTree(
            @ForAll("texts") String someName,
            @ForAll("texts") String text,
            @ForAll @LongRange(min = -FURTHEST, max = FURTHEST) long integer,
            @ForAll double fraction,
            @ForAll long random) {
        String name = "a" + someName;
        Double number = fraction % FURTHEST;
        UUID uuid = new UUID(random, ~random);
        Project project = projectOf(name);
        EventSettings settings = project.eventSettings();
        Event event = Objects.requireNonNull(project.event(name));
        UserContext nobody = UserContext.of("");
        UserContext impressed = UserContext.of(text, inOrder(name, text, "age", integer, "premium", number));
        UserContext converted = UserContext.of(text, Map.of(name, number));
        Map<String, Object> tags = inOrder("revenue", integer, "value", number, name, text);

        List<EventPayload> payloads = writer.write(
                        List.of(
                                UserEvent.impression(
                                        settings, impressed, impression(project, impressed, name), uuid, integer),
                                UserEvent.impression(
                                        settings, nobody, impression(project, nobody, "flag_cmab"), uuid, integer),
                                UserEvent.conversion(settings, converted, event, tags, uuid, integer),
                                UserEvent.conversion(settings, nobody, event, null, uuid, integer)),
                        NO_LIMIT)
                .payloads();

        assertThat(payloads).hasSize(1);
        assertThat(payloads.get(0).body())
                .asString(UTF_8)
                .isEqualTo(FORM.formatted(json(name), json(text), integer, json(number), json(uuid.toString())));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ascii(),
                Arbitraries.strings().withCharRange('\u0000', '\uffff'),
                Arbitraries.strings().withChars("ab\"\\\u0000\n\u007fé日\ud83d\ude00".toCharArray()));
    }

    private static Project projectOf(String name) {
        return project(datafile -> {
            datafile.put("accountId", name);
            for (String place : List.of(
                    "/featureFlags/0/key",
                    "/experiments/0/key",
                    "/experiments/0/layerId",
                    "/experiments/0/variations/0/key",
                    "/attributes/0/key",
                    "/attributes/0/id",
                    "/events/0/key",
                    "/events/0/id")) {
                Json.set(datafile, place, name);
            }
        });
    }

    private static Map<String, Object> inOrder(
            String first, Object one, String second, Object two, String third, Object three) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        map.put(third, three);
        return map;
    }

    private static String json(Object value) {
        return new String(JsonText.writeBytes(value), UTF_8);
    }
}
