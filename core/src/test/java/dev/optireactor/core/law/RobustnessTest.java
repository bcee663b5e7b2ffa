package dev.optireactor.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecisionContext;
import dev.optireactor.core.decision.OptimizelyForcedDecision;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.decision.Predictions;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.generated.Case;
import dev.optireactor.core.generated.Cases;
import dev.optireactor.core.generated.User;
import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** A datafile is refused in one way only, and what is not refused never throws again, whoever the user is. */
class RobustnessTest {

    private static final DecideOptions WITH_REASONS = DecideOptions.of(OptimizelyDecideOption.INCLUDE_REASONS);

    @Property(tries = 300)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void aSpoiledDatafileIsRefusedOrDecides(@ForAll("cases") Case subject, @ForAll Random random) {
        byte[] datafile = Json.bytes(new Mutation(random).mutate(subject.datafile()));
        Project project = compileUnlessRefused(datafile);
        Statistics.collect(project == null ? "refused" : "decides");
        Statistics.coverage(outcomes -> {
            outcomes.check("refused").count(count -> count > 0);
            outcomes.check("decides").count(count -> count > 0);
        });
        if (project != null) {
            useEverything(project, subject.users().get(0));
        }
    }

    @Property(tries = 300)
    void spoiledBytesAreRefusedOrDecide(@ForAll("cases") Case subject, @ForAll Random random) {
        byte[] datafile = Json.bytes(subject.datafile());
        for (int i = 0; i <= random.nextInt(3); i++) {
            datafile[random.nextInt(datafile.length)] = (byte) random.nextInt(256);
        }
        Project project = compileUnlessRefused(datafile);
        if (project != null) {
            useEverything(project, subject.users().get(0));
        }
    }

    /** Any other exception fails the test. */
    private static @Nullable Project compileUnlessRefused(byte[] datafile) {
        try {
            return Project.compile(datafile);
        } catch (InvalidDatafileException refused) {
            assertThat(refused).hasMessageContaining("datafile refused at ");
            return null;
        }
    }

    private static void useEverything(Project project, User user) {
        assertThat(project.optimizelyConfig().revision()).isEqualTo(project.revision());
        Stream.concat(Stream.of(user.context()), oddUsers().stream()).forEach(context -> {
            for (DecisionSemantics semantics : DecisionSemantics.values()) {
                decideAll(project, new DecisionKernel(semantics), context);
            }
        });
    }

    private static void decideAll(Project project, DecisionKernel kernel, UserContext user) {
        Map<String, @Nullable String> stored = new HashMap<>();
        stored.put("30", "300");
        stored.put("31", "unknown");
        stored.put("32", null);
        DecisionRequest request = DecisionRequest.decideAll(user, WITH_REASONS)
                .withForcedVariations(Map.of("30", "e0_0"))
                .with(ProfileLookup.found(new UserProfile(user.userId(), stored)))
                .with(Predictions.none());
        Map<BanditPrediction, Prediction> answers = new HashMap<>();
        Evaluation evaluation = kernel.evaluate(project, request);
        while (evaluation instanceof Pending pending) {
            pending.needs().forEach(need -> answers.put((BanditPrediction) need, new Predicted("unknown", "uuid")));
            evaluation = kernel.evaluate(project, request.with(Predictions.of(answers)));
        }
        List<FlagDecision> flags = ((Decided) evaluation).flags();
        assertThat(flags).hasSameSizeAs(project.flags());
        for (FlagDecision flag : flags) {
            assertThat(flag.decision().variables().toString()).startsWith("{");
            assertThat(flag.impressions()).doesNotContainNull();
            assertThat(flag.decision().reasons()).doesNotContainNull();
        }
    }

    /** Users whose ids and attributes no sane program has. */
    private static List<UserContext> oddUsers() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        List<UserContext> users = new ArrayList<>();
        for (Object value : List.of(new Hostile(), itself, "\ud800", "%s", Double.NaN, Long.MIN_VALUE, new byte[0])) {
            Map<@Nullable String, Object> attributes = new HashMap<>();
            for (String name : List.of("country", "age", "vip", "version", "clé 日本", "$opt_bucketing_id", "")) {
                attributes.put(name, value);
            }
            attributes.put(null, value);
            users.add(UserContext.of("%s%n\ud800\udc00\ud800", attributes));
        }
        users.add(UserContext.of("")
                .withQualifiedSegments(List.of("", "s1"))
                .withForcedDecision(new OptimizelyDecisionContext("f0", ""), new OptimizelyForcedDecision(""))
                .withForcedDecision(new OptimizelyDecisionContext("f0"), new OptimizelyForcedDecision("%s"))
                .withForcedDecision(new OptimizelyDecisionContext("f1", "d0_0"), new OptimizelyForcedDecision("on")));
        return users;
    }

    /** Throws whenever it is touched. */
    private static final class Hostile {

        @Override
        public boolean equals(@Nullable Object other) {
            throw new IllegalStateException("compared");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashed");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("printed");
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Cases.modernCases();
    }
}
