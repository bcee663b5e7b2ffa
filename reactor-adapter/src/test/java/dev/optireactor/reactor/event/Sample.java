package dev.optireactor.reactor.event;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** User events of a small project, each with a uuid of its own. */
final class Sample {

    private static final AtomicLong UUIDS = new AtomicLong();
    private static final long TIMESTAMP = 1_795_343_466_739L;

    private final Project project;

    private Sample(Project project) {
        this.project = project;
    }

    /** Events of revision 42, for the US region. */
    static Sample events() {
        return of("42", "US");
    }

    static Sample of(String revision, String region) {
        String datafile = """
                {"version":"4","accountId":"12001","projectId":"111001","revision":"%s","region":"%s",
                 "anonymizeIP":true,"botFiltering":false,"sendFlagDecisions":true,
                 "attributes":[{"id":"7723","key":"country"},{"id":"7724","key":"note"}],
                 "events":[{"id":"2041","key":"purchase","experimentIds":[]}],
                 "audiences":[],"groups":[],"rollouts":[],"variables":[],
                 "featureFlags":[{"id":"1","key":"checkout","rolloutId":"","experimentIds":["10"],"variables":[]}],
                 "experiments":[{"id":"10","key":"exp","layerId":"20","status":"Running","audienceIds":[],
                   "forcedVariations":{},"variations":[{"id":"30","key":"on","featureEnabled":true,"variables":[]}],
                   "trafficAllocation":[{"entityId":"30","endOfRange":10000}]}]}
                """.formatted(revision, region);
        return new Sample(Project.compile(datafile.getBytes(StandardCharsets.UTF_8)));
    }

    UserEvent conversion() {
        return conversion(Secrets.ANNA, Map.of("country", "DE"), Map.of("revenue", 4200));
    }

    UserEvent conversion(String userId, Map<String, ?> attributes, @Nullable Map<String, ?> tags) {
        Event purchase = Objects.requireNonNull(project.event("purchase"));
        UserContext user = UserContext.of(userId, attributes);
        return UserEvent.conversion(project.eventSettings(), user, purchase, tags, uuid(), TIMESTAMP);
    }

    List<UserEvent> conversions(int count) {
        return IntStream.range(0, count).mapToObj(i -> conversion()).toList();
    }

    /** A conversion whose body has about that size. */
    UserEvent large(int bytes) {
        return conversion(Secrets.ANNA, Map.of(), Map.of("padding", "x".repeat(bytes)));
    }

    UserEvent impression(String userId, Map<String, ?> attributes) {
        UserContext user = UserContext.of(userId, attributes);
        DecisionRequest request = DecisionRequest.decide(user, "checkout", DecideOptions.of());
        Decided decided = (Decided) new DecisionKernel(DecisionSemantics.NOVEMBER_2026).evaluate(project, request);
        Impression impression = decided.flags().get(0).impressions().get(0);
        return UserEvent.impression(project.eventSettings(), user, impression, uuid(), TIMESTAMP);
    }

    private static UUID uuid() {
        return new UUID(0x4000, 0x8000_0000_0000_0000L | UUIDS.incrementAndGet());
    }

    static List<String> uuids(List<UserEvent> events) {
        return events.stream().map(event -> event.uuid().toString()).toList();
    }
}
