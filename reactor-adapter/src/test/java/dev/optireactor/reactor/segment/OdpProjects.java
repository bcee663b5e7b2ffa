package dev.optireactor.reactor.segment;

import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Projects that differ in their integration only. */
final class OdpProjects {

    static final String KEY = Secrets.ODP_KEY;

    private OdpProjects() {}

    static Project integrated(URI host, String... segments) {
        return integrated(host.toString(), KEY, segments);
    }

    static Project integrated(String host, String key, String... segments) {
        return project(List.of(Map.of("key", "odp", "host", host, "publicKey", key)), segments);
    }

    static Project notIntegrated(String... segments) {
        return project(List.of(), segments);
    }

    private static Project project(List<?> integrations, String... segments) {
        Stream<Object> conditions = Arrays.stream(segments)
                .map(segment -> Map.of(
                        "match",
                        "qualified",
                        "name",
                        "odp.audiences",
                        "type",
                        "third_party_dimension",
                        "value",
                        segment));
        List<?> audience = Stream.concat(Stream.of("or"), conditions).toList();
        String datafile = "{\"version\":\"4\",\"revision\":\"1\",\"accountId\":\"a\",\"projectId\":\"p\","
                + "\"anonymizeIP\":false,\"rollouts\":[],\"experiments\":[],\"featureFlags\":[],\"events\":[],"
                + "\"audiences\":[],\"attributes\":[],\"groups\":[],\"variables\":[],"
                + "\"typedAudiences\":[{\"id\":\"1\",\"name\":\"segments\",\"conditions\":" + JsonText.write(audience)
                + "}],\"integrations\":" + JsonText.write(integrations) + "}";
        return Project.compile(datafile.getBytes(StandardCharsets.UTF_8));
    }
}
