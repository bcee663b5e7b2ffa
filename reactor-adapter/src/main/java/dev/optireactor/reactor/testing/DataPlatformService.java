package dev.optireactor.reactor.testing;

import dev.optireactor.core.json.MalformedJsonException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers segment queries and accepts events of the data platform (ODP). */
final class DataPlatformService {

    private final Journal<Map<String, @Nullable Object>> events;
    private final Map<String, Set<String>> segments = new ConcurrentHashMap<>();
    private final Set<String> invalidUsers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String apiKey;

    DataPlatformService(int recordLimit) {
        this.events = new Journal<>(recordLimit);
    }

    void apiKey(String required) {
        apiKey = required;
    }

    void segments(String userId, Set<String> qualified) {
        invalidUsers.remove(userId);
        segments.put(userId, qualified);
    }

    void invalidUser(String userId) {
        invalidUsers.add(userId);
    }

    Journal<Map<String, @Nullable Object>> events() {
        return events;
    }

    Reply answerQuery(SandboxRequest request) {
        return check(request).orElseGet(() -> query(request));
    }

    Reply answerEvents(SandboxRequest request) {
        return check(request).orElseGet(() -> accept(request));
    }

    private Optional<Reply> check(SandboxRequest request) {
        if (!request.method().equals("POST")) {
            return Optional.of(Reply.status(405));
        }
        String given = request.header("x-api-key").orElse("");
        String required = apiKey;
        boolean allowed = required == null ? !given.isEmpty() : given.equals(required);
        return allowed ? Optional.empty() : Optional.of(Reply.status(403));
    }

    private Reply query(SandboxRequest request) {
        Map<String, @Nullable Object> variables;
        try {
            variables = JsonView.object(JsonView.object(request.json()).get("variables"));
        } catch (MalformedJsonException malformed) {
            return Reply.status(400);
        }
        String userId = JsonView.text(variables.get("userId"));
        if (invalidUsers.contains(userId)) {
            return Reply.json(200, invalidIdentifier());
        }
        Set<String> qualified = segments.getOrDefault(userId, Set.of());
        List<?> edges = JsonView.list(variables.get("audiences")).stream()
                .map(JsonView::text)
                .distinct()
                .map(name -> edge(name, qualified.contains(name)))
                .toList();
        return Reply.json(200, Map.of("data", Map.of("customer", Map.of("audiences", Map.of("edges", edges)))));
    }

    private static Map<String, ?> edge(String name, boolean qualified) {
        return Map.of("node", Map.of("name", name, "state", qualified ? "qualified" : "not_qualified"));
    }

    private static Map<String, ?> invalidIdentifier() {
        Map<String, ?> error = Map.of(
                "message", "Exception while fetching data (/customer) : the identifier is not known",
                "locations", List.of(Map.of("line", 1, "column", 1)),
                "path", List.of("customer"),
                "extensions",
                        Map.of("code", "INVALID_IDENTIFIER_EXCEPTION", "classification", "DataFetchingException"));
        return Map.of("errors", List.of(error), "data", Collections.singletonMap("customer", null));
    }

    private Reply accept(SandboxRequest request) {
        try {
            JsonView.objects(request.json()).forEach(events::record);
        } catch (MalformedJsonException malformed) {
            return Reply.status(400);
        }
        return Reply.json(202, Map.of("title", "Accepted", "status", 202, "timestamp", "2026-01-01T00:00:00.000Z"));
    }
}
