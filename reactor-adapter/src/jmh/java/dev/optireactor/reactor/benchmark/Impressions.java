package dev.optireactor.reactor.benchmark;

import com.optimizely.ab.config.DatafileProjectConfig;
import com.optimizely.ab.config.Experiment;
import com.optimizely.ab.config.ProjectConfig;
import com.optimizely.ab.config.parser.ConfigParseException;
import com.optimizely.ab.event.internal.UserEventFactory;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The same impressions of the small project, one of each user, in the form that each SDK queues. */
final class Impressions {

    static final int USERS = 1024;

    private Impressions() {}

    static String userId(int user) {
        return "user-" + user;
    }

    static Map<String, Object> attributes(int user) {
        return Map.of("country", user % 2 == 0 ? "DE" : "US", "age", user);
    }

    static List<UserEvent> ours() {
        Project project = Project.compile(SmallProject.datafile());
        DecisionKernel kernel = new DecisionKernel(DecisionSemantics.NOVEMBER_2026);
        List<UserEvent> impressions = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            UserContext user = UserContext.of(userId(i), attributes(i));
            DecisionRequest request = DecisionRequest.decide(user, SmallProject.FLAG, DecideOptions.none());
            Decided decided = (Decided) kernel.evaluate(project, request);
            impressions.add(UserEvent.impression(
                    project.eventSettings(),
                    user,
                    decided.flags().get(0).impressions().get(0),
                    UUID.randomUUID(),
                    System.currentTimeMillis()));
        }
        return impressions;
    }

    static List<com.optimizely.ab.event.internal.UserEvent> official() {
        ProjectConfig project = officialProject();
        Experiment experiment = project.getExperiments().get(0);
        List<com.optimizely.ab.event.internal.UserEvent> impressions = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            impressions.add(UserEventFactory.createImpressionEvent(
                    project,
                    experiment,
                    experiment.getVariations().get(i % 2),
                    userId(i),
                    attributes(i),
                    SmallProject.FLAG,
                    "feature-test",
                    true));
        }
        return impressions;
    }

    private static ProjectConfig officialProject() {
        try {
            return new DatafileProjectConfig.Builder()
                    .withDatafile(SmallProject.text())
                    .build();
        } catch (ConfigParseException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
