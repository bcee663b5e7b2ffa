package dev.optireactor.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.fixture.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PredictionRequestTest {

    private static final String UUID = "00000000-0000-4000-8000-000000000005";

    @Test
    void asksWithTheAttributesInTheirOrder() {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("attr_1_id", "US");
        attributes.put("7723280021", 30);
        attributes.put("at2", null);

        assertThat(text("user1", attributes))
                .isEqualTo("{\"instances\":[{\"visitorId\":\"user1\",\"experimentId\":\"10390977675\",\"attributes\":["
                        + "{\"id\":\"attr_1_id\",\"value\":\"US\",\"type\":\"custom_attribute\"},"
                        + "{\"id\":\"7723280021\",\"value\":30,\"type\":\"custom_attribute\"},"
                        + "{\"id\":\"at2\",\"value\":null,\"type\":\"custom_attribute\"}],"
                        + "\"cmabUUID\":\"00000000-0000-4000-8000-000000000005\"}]}");
    }

    @Test
    void asksWithoutAttributes() {
        assertThat(text("user1", Map.of())).contains("\"attributes\":[]");
    }

    @Test
    void leavesOutNumbersThatAreNotFiniteAndWhatCannotBeRead() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        };

        assertThat(text("user1", Map.of("1", Double.NaN, "2", Float.NEGATIVE_INFINITY, "3", broken, "4", 1)))
                .contains("\"attributes\":[{\"id\":\"4\",\"value\":1,\"type\":\"custom_attribute\"}]");
    }

    @Test
    void sendsObjectsThatJsonDoesNotKnowAsText() {
        assertThat(text("user1", Map.of("1", Instant.EPOCH))).contains("\"value\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void anyTextArrivesAsItWas() {
        String text = "\"\\ %s Ж日本🎉\n\u0000\ud83d";

        assertThat(Json.objectAt(Json.parseObject(text(text, Map.of("1", text))), "/instances/0"))
                .containsEntry("visitorId", text)
                .extractingByKey("attributes")
                .asString()
                .contains(text);
    }

    private static String text(String userId, Map<String, @Nullable Object> attributes) {
        return new String(
                PredictionRequest.body(new BanditPrediction("flag", "10390977675", userId, attributes), UUID),
                StandardCharsets.UTF_8);
    }
}
