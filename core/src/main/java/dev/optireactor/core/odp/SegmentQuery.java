package dev.optireactor.core.odp;

import dev.optireactor.core.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The question in which segments a user is. */
public final class SegmentQuery {

    private SegmentQuery() {}

    /**
     * {@return the request's body: a GraphQL query with the user and the segments as variables}
     *
     * @param identifierName what the id is: {@code fs_user_id} or {@code vuid}
     * @param userId the id; any text
     * @param segments the segments to ask about
     */
    public static byte[] body(String identifierName, String userId, List<String> segments) {
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("userId", userId);
        variables.put("audiences", segments);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "query",
                "query($userId: String, $audiences: [String]) {customer(" + identifierName
                        + ": $userId) {audiences(subset: $audiences) {edges {node {name state}}}}}");
        body.put("variables", variables);
        return JsonText.writeBytes(body);
    }
}
