package dev.optireactor.core.event;

import static dev.optireactor.core.event.EventFixture.PROJECT;
import static dev.optireactor.core.event.EventFixture.USER;
import static dev.optireactor.core.event.EventFixture.done;
import static dev.optireactor.core.event.EventFixture.json;
import static dev.optireactor.core.event.EventFixture.project;
import static dev.optireactor.core.event.EventFixture.shown;
import static dev.optireactor.core.event.EventFixture.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The JSON of each kind of event, member by member; a map of the tree equals another only if it has the same keys. */
class EventPayloadTest {

    private static final String ENVELOPE = """
            "account_id":"12001","project_id":"111001","revision":"42","client_name":"python-sdk",
            "client_version":"5.5.0","anonymize_ip":true,"enrich_decisions":true
            """;

    @Test
    void tellsThatAFeatureTestDecided() {
        assertThat(json(shown(PROJECT, USER, "flag_ft"))).isEqualTo(impression("10420273889", """
                        {"campaign_id":"10420273889","experiment_id":"10390977674","variation_id":"10416523172",
                         "metadata":{"flag_key":"flag_ft","rule_key":"exp_feature","rule_type":"feature-test",
                                     "variation_key":"variation_b","enabled":true}}
                        """));
    }

    @Test
    void tellsThatADeliveryDecided() {
        assertThat(json(shown(PROJECT, USER, "flag_ro"))).isEqualTo(impression("3319450668", """
                        {"campaign_id":"3319450668","experiment_id":"3332020515","variation_id":"3324490633",
                         "metadata":{"flag_key":"flag_ro","rule_key":"3332020515","rule_type":"rollout",
                                     "variation_key":"on","enabled":true}}
                        """));
    }

    @Test
    void tellsThatABanditDecidedAndWhichPredictionItWas() {
        assertThat(json(shown(PROJECT, USER, "flag_cmab"))).isEqualTo(impression("10420273890", """
                        {"campaign_id":"10420273890","experiment_id":"10390977675","variation_id":"10416523181",
                         "metadata":{"flag_key":"flag_cmab","rule_key":"exp_cmab","rule_type":"feature-test",
                                     "variation_key":"variation_d","enabled":true,
                                     "cmab_uuid":"00000000-0000-4000-8000-000000000005"}}
                        """));
    }

    @Test
    void tellsThatNothingDecided() {
        assertThat(json(shown(PROJECT, USER, "flag_none"))).isEqualTo(impression("", """
                        {"campaign_id":"","experiment_id":"","variation_id":null,
                         "metadata":{"flag_key":"flag_none","rule_key":"","rule_type":"rollout",
                                     "variation_key":"","enabled":false}}
                        """));
    }

    @Test
    void tellsThatTheFlagWasForced() {
        UserContext user = USER.withForcedDecision(
                new OptimizelyDecisionContext("flag_ft"), new OptimizelyForcedDecision("variation_b"));

        assertThat(json(shown(PROJECT, user, "flag_ft"))).isEqualTo(impression("", """
                        {"campaign_id":"","experiment_id":"","variation_id":"10416523172",
                         "metadata":{"flag_key":"flag_ft","rule_key":"","rule_type":"feature-test",
                                     "variation_key":"variation_b","enabled":true}}
                        """));
    }

    @Test
    void tellsAForcedRuleLikeADecisionOfTheRule() {
        UserContext user = USER.withForcedDecision(
                new OptimizelyDecisionContext("flag_ft", "exp_feature"), new OptimizelyForcedDecision("variation_b"));

        assertThat(json(shown(PROJECT, user, "flag_ft"))).isEqualTo(json(shown(PROJECT, USER, "flag_ft")));
    }

    @Test
    void tellsThatAHoldoutDecidedByTheIdOfTheHoldout() {
        Project heldOut = project(datafile -> datafile.put("holdouts", Json.parse("""
                        [{"id":"90001","key":"holdout_global","layerId":"ignored","status":"Running","audienceIds":[],
                          "variations":[{"id":"90002","key":"off","featureEnabled":false}],
                          "trafficAllocation":[{"entityId":"90002","endOfRange":10000}]}]
                        """)));

        assertThat(json(shown(heldOut, UserContext.of("user1", Map.of("country", "US")), "flag_ft")))
                .isEqualTo(Json.parse("{" + ENVELOPE + """
                        ,"visitors":[{"visitor_id":"user1",
                         "attributes":[{"entity_id":"attr_1_id","key":"country","type":"custom","value":"US"}],
                         "snapshots":[{"decisions":[{"campaign_id":"90001","experiment_id":"90001","variation_id":"90002",
                            "metadata":{"flag_key":"flag_ft","rule_key":"holdout_global","rule_type":"holdout",
                                        "variation_key":"off","enabled":false}}],
                          "events":[{"entity_id":"90001","key":"campaign_activated",
                            "uuid":"00000000-0000-4000-8000-000000000007","timestamp":1795343493996}]}]}]}
                        """));
    }

    @Test
    void tellsAConversionWithItsMetricsAndTags() {
        Project filtering = project(datafile -> datafile.put("botFiltering", true));
        Map<String, Object> tags = new LinkedHashMap<>();
        tags.put("revenue", 4200);
        tags.put("value", "12.5");
        tags.put("category", "shoes");
        tags.put("nested", Map.of("a", 1));

        assertThat(json(done(filtering, UserContext.of("user1", Map.of("country", "US")), tags)))
                .isEqualTo(Json.parse("{" + ENVELOPE + """
                        ,"visitors":[{"visitor_id":"user1",
                         "attributes":[{"entity_id":"attr_1_id","key":"country","type":"custom","value":"US"},
                           {"entity_id":"$opt_bot_filtering","key":"$opt_bot_filtering","type":"custom","value":true}],
                         "snapshots":[{"events":[{"entity_id":"20410805626","key":"purchase",
                            "uuid":"00000000-0000-4000-8000-000000000007","timestamp":1795343493996,
                            "revenue":4200,"value":12.5,
                            "tags":{"revenue":4200,"value":"12.5","category":"shoes","nested":{"a":1}}}]}]}]}
                        """));
    }

    @Test
    void sendsAnEmptyUserIdAsItIs() {
        assertThat(visitor(done(PROJECT, UserContext.of(""), null))).containsEntry("visitor_id", "");
    }

    @Test
    void sendsTheUserIdWhateverIsHashed() {
        UserContext user = UserContext.of("user1", Map.of("$opt_bucketing_id", "b1"));

        assertThat(visitor(shown(PROJECT, user, "flag_ft"))).containsEntry("visitor_id", "user1");
    }

    @Test
    void knowsWhatItIsMadeOf() {
        UserEvent event = done(PROJECT, USER, null);

        EventPayload payload = EventFixture.payload(event);

        assertThat(payload.events()).containsExactly(event);
        assertThat(payload.size()).isEqualTo(1);
        assertThat(payload.settings()).isSameAs(PROJECT.eventSettings());
        assertThat(payload.toString()).doesNotContain("user1");
    }

    @Test
    void anEventKnowsWhatHappened() {
        UserEvent impression = shown(PROJECT, USER, "flag_ft");
        UserEvent conversion = done(PROJECT, USER, null);

        assertThat(impression.key()).isEqualTo("campaign_activated");
        assertThat(conversion.key()).isEqualTo("purchase");
        assertThat(conversion.userId()).isEqualTo("user1");
        assertThat(conversion.uuid()).isEqualTo(UUID.fromString("00000000-0000-4000-8000-000000000007"));
        assertThat(conversion.timestampMillis()).isEqualTo(1795343493996L);
        assertThat(conversion.settings()).isSameAs(PROJECT.eventSettings());
        assertThat(conversion.toString()).contains("purchase").doesNotContain("user1");
    }

    private static @Nullable Object impression(String entityId, String decision) {
        return Json.parse("{" + ENVELOPE
                + ",\"visitors\":[{\"visitor_id\":\"user1\",\"attributes\":[],\"snapshots\":[{\"decisions\":["
                + decision
                + "],\"events\":[{\"entity_id\":\"" + entityId
                + "\",\"key\":\"campaign_activated\",\"uuid\":\"00000000-0000-4000-8000-000000000007\","
                + "\"timestamp\":1795343493996}]}]}]}");
    }
}
