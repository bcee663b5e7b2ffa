package dev.optireactor.core.event;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.decision.Predictions;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.Project;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A project whose flags are each decided in another way, events of it, and their JSON. */
final class EventFixture {

    static final UUID EVENT_UUID = UUID.fromString("00000000-0000-4000-8000-000000000007");
    static final long TIMESTAMP = 1795343493996L;
    static final String CMAB_UUID = "00000000-0000-4000-8000-000000000005";
    static final UserContext USER = UserContext.of("user1");
    static final int NO_LIMIT = 3_000_000;

    private static final String DATAFILE = """
            {"version": "4", "accountId": "12001", "projectId": "111001", "revision": "42", "anonymizeIP": true,
             "sendFlagDecisions": true, "groups": [], "audiences": [],
             "attributes": [{"id": "attr_1_id", "key": "country"}, {"id": "7723280021", "key": "age"},
                            {"id": "7723280022", "key": "premium"}, {"id": "7723280023", "key": "$opt_known"}],
             "events": [{"id": "20410805626", "key": "purchase", "experimentIds": []}],
             "experiments": [
               {"id": "10390977674", "key": "exp_feature", "layerId": "10420273889", "status": "Running",
                "variations": [{"id": "10416523172", "key": "variation_b", "featureEnabled": true}],
                "trafficAllocation": [{"entityId": "10416523172", "endOfRange": 10000}],
                "audienceIds": [], "forcedVariations": {}},
               {"id": "10390977675", "key": "exp_cmab", "layerId": "10420273890", "status": "Running",
                "variations": [{"id": "10416523181", "key": "variation_d", "featureEnabled": true}],
                "cmab": {"attributeIds": [], "trafficAllocation": 10000},
                "trafficAllocation": [], "audienceIds": [], "forcedVariations": {}}],
             "rollouts": [{"id": "ro", "experiments": [
               {"id": "3332020515", "key": "3332020515", "layerId": "3319450668", "status": "Running",
                "variations": [{"id": "3324490633", "key": "on", "featureEnabled": true}],
                "trafficAllocation": [{"entityId": "3324490633", "endOfRange": 10000}],
                "audienceIds": [], "forcedVariations": {}}]}],
             "featureFlags": [
               {"id": "1", "key": "flag_ft", "experimentIds": ["10390977674"], "rolloutId": "", "variables": []},
               {"id": "2", "key": "flag_cmab", "experimentIds": ["10390977675"], "rolloutId": "", "variables": []},
               {"id": "3", "key": "flag_ro", "experimentIds": [], "rolloutId": "ro", "variables": []},
               {"id": "4", "key": "flag_none", "experimentIds": [], "rolloutId": "", "variables": []}]}
            """;

    static final Project PROJECT = project(datafile -> {});
    static final Event PURCHASE = Objects.requireNonNull(PROJECT.event("purchase"));

    private EventFixture() {}

    /** The project after a change of its datafile. */
    static Project project(Consumer<Map<String, @Nullable Object>> change) {
        Map<String, @Nullable Object> datafile = Json.parseObject(DATAFILE);
        change.accept(datafile);
        return Project.compile(JsonText.writeBytes(datafile));
    }

    /** The first impression that deciding the flag causes. */
    static Impression impression(Project project, UserContext user, String flagKey) {
        BanditPrediction need = new BanditPrediction("flag_cmab", "10390977675", user.userId(), Map.of());
        DecisionRequest request = DecisionRequest.decide(user, flagKey, DecideOptions.none())
                .with(Predictions.of(Map.of(need, new Predicted("10416523181", CMAB_UUID))));
        Decided decided = (Decided) new DecisionKernel(DecisionSemantics.NOVEMBER_2026).evaluate(project, request);
        return decided.flags().get(0).impressions().get(0);
    }

    static UserEvent shown(Project project, UserContext user, String flagKey) {
        return UserEvent.impression(
                project.eventSettings(), user, impression(project, user, flagKey), EVENT_UUID, TIMESTAMP);
    }

    static UserEvent done(Project project, UserContext user, @Nullable Map<String, ?> tags) {
        return UserEvent.conversion(project.eventSettings(), user, PURCHASE, tags, EVENT_UUID, TIMESTAMP);
    }

    static UserEvent purchaseBy(String userId) {
        return done(PROJECT, UserContext.of(userId), null);
    }

    static EventPayloadWriter writer() {
        return new EventPayloadWriter(new ClientIdentity("python-sdk", "5.5.0"));
    }

    static EventPayload payload(UserEvent event) {
        EventPayloadWriter.Result result = writer().write(List.of(event), NO_LIMIT);
        return result.payloads().get(0);
    }

    /** The body as a tree; fails unless it is UTF-8 without a flaw. */
    static Map<String, @Nullable Object> json(EventPayload payload) {
        try {
            return Json.parseObject(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload.body()))
                    .toString());
        } catch (CharacterCodingException invalid) {
            throw new AssertionError("not UTF-8", invalid);
        }
    }

    static Map<String, @Nullable Object> json(UserEvent event) {
        return json(payload(event));
    }

    static Map<String, @Nullable Object> visitor(UserEvent event) {
        return Json.objectAt(json(event), "/visitors/0");
    }

    static Map<String, @Nullable Object> decision(UserEvent event) {
        return Json.objectAt(visitor(event), "/snapshots/0/decisions/0");
    }

    static Map<String, @Nullable Object> snapshotEvent(UserEvent event) {
        return Json.objectAt(visitor(event), "/snapshots/0/events/0");
    }
}
