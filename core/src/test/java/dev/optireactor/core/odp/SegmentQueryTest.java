package dev.optireactor.core.odp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentQueryTest {

    @Test
    void asksForTheSegmentsOfAUser() {
        assertThat(body("fs_user_id", "user1", "has_email", "push_on_sale"))
                .isEqualTo("{\"query\":\"query($userId: String, $audiences: [String]) {customer(fs_user_id: $userId) "
                        + "{audiences(subset: $audiences) {edges {node {name state}}}}}\","
                        + "\"variables\":{\"userId\":\"user1\",\"audiences\":[\"has_email\",\"push_on_sale\"]}}");
    }

    @Test
    void asksByVuid() {
        assertThat(body("vuid", "vuid_1")).contains("{customer(vuid: $userId) {");
    }

    @Test
    void anyTextIsAVariableAndNeverPartOfTheQuery() {
        String text = "\"}){ %s \\ Ж日本🎉\n";

        assertThat(Json.objectAt(Json.parseObject(body("fs_user_id", text, text)), "/variables"))
                .containsEntry("userId", text)
                .containsEntry("audiences", List.of(text));
        assertThat(Json.parseObject(body("fs_user_id", text)).get("query"))
                .isEqualTo(Json.parseObject(body("fs_user_id", "user1")).get("query"));
    }

    private static String body(String identifierName, String userId, String... segments) {
        return new String(SegmentQuery.body(identifierName, userId, List.of(segments)), StandardCharsets.UTF_8);
    }
}
