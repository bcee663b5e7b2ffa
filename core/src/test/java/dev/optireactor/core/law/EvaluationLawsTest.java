package dev.optireactor.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.DecisionKernel;
import dev.optireactor.core.decision.DecisionRequest;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.Evaluation;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.Need;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Need.StoredProfile;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Failed;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.decision.Predictions;
import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.generated.Case;
import dev.optireactor.core.generated.Cases;
import dev.optireactor.core.generated.User;
import dev.optireactor.core.project.Flag;
import dev.optireactor.core.project.Project;
import dev.optireactor.core.project.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

/** Evaluating is a function of its arguments, however it is gone about. */
class EvaluationLawsTest {

    @Property(tries = 200)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void evaluatingAgainEqualsHavingKnownAllFromTheBeginning(
            @ForAll("cases") Case subject, @ForAll DecisionSemantics semantics, @ForAll Random random) {
        Project project = Project.compile(Json.bytes(subject.datafile()));
        DecisionKernel kernel = new DecisionKernel(semantics);
        for (User user : subject.users()) {
            DecisionRequest request = DecisionRequest.decideAll(user.context(), DecideOptions.of(user.options()));
            Evaluation atOnce = kernel.evaluate(
                    project, request.with(profile(user)).with(Predictions.of(allPredictions(project, user))));

            Stepwise stepwise = new Stepwise(kernel, project, user, random);
            Decided inSteps = stepwise.decide(request);

            assertThat(Observed.of(inSteps)).isEqualTo(Observed.of((Decided) atOnce));
            Statistics.collect(Math.min(stepwise.rounds, 3));
        }
        Statistics.coverage(rounds -> {
            rounds.check(0).count(count -> count > 0);
            rounds.check(1).count(count -> count > 0);
            rounds.check(2).count(count -> count > 0);
            rounds.check(3).count(count -> count > 0);
        });
    }

    /** Answers some of what is needed, evaluates again, and so on. */
    private static final class Stepwise {

        private final DecisionKernel kernel;
        private final Project project;
        private final User user;
        private final Random random;
        private final Map<BanditPrediction, Prediction> answered = new HashMap<>();
        private boolean profileAsked;
        private int rounds;

        Stepwise(DecisionKernel kernel, Project project, User user, Random random) {
            this.kernel = kernel;
            this.project = project;
            this.user = user;
            this.random = random;
        }

        Decided decide(DecisionRequest first) {
            DecisionRequest request = first.with(Predictions.none());
            if (user.profile() != null) {
                request = request.with(ProfileLookup.notAsked());
            }
            Evaluation evaluation = kernel.evaluate(project, request);
            while (evaluation instanceof Pending pending) {
                rounds++;
                request = answer(request, pending.needs());
                evaluation = kernel.evaluate(project, request);
            }
            return (Decided) evaluation;
        }

        private DecisionRequest answer(DecisionRequest request, Set<Need> needs) {
            List<Need> shuffled = new ArrayList<>(needs);
            assertThat(shuffled).isNotEmpty().noneMatch(answered::containsKey);
            Collections.shuffle(shuffled, random);
            DecisionRequest known = request;
            for (Need need : shuffled.subList(0, 1 + random.nextInt(shuffled.size()))) {
                if (need instanceof StoredProfile) {
                    assertThat(profileAsked).isFalse();
                    profileAsked = true;
                    known = known.with(profile(user));
                } else {
                    answered.put((BanditPrediction) need, prediction((BanditPrediction) need));
                    known = known.with(Predictions.of(answered));
                }
            }
            return known;
        }
    }

    private static ProfileLookup profile(User user) {
        return user.profile() == null
                ? ProfileLookup.noService()
                : ProfileLookup.found(new UserProfile(user.id(), user.profile()));
    }

    /** The answer to any need, always the same: the rule's first variation, or an unknown one, or a failure. */
    private static Prediction prediction(BanditPrediction need) {
        int hash = Math.floorMod((need.flagKey() + need.ruleId() + need.userId()).hashCode(), 5);
        return switch (hash) {
            case 0 -> new Failed("no answer");
            case 1 -> new Predicted("unknown", "uuid-" + need.flagKey());
            default -> new Predicted(need.ruleId() + "0", "uuid-" + need.flagKey());
        };
    }

    private static Map<BanditPrediction, Prediction> allPredictions(Project project, User user) {
        Map<BanditPrediction, Prediction> all = new HashMap<>();
        for (Flag flag : project.flags()) {
            for (Rule rule : flag.experimentRules()) {
                BanditPrediction need = new BanditPrediction(flag.key(), rule.id(), user.id(), Map.of());
                all.put(need, prediction(need));
            }
        }
        return all;
    }

    @Property(tries = 200)
    void decidingAllIsDecidingEach(@ForAll("cases") Case subject, @ForAll DecisionSemantics semantics) {
        Project project = Project.compile(Json.bytes(subject.datafile()));
        DecisionKernel kernel = new DecisionKernel(semantics);
        for (User user : subject.users()) {
            DecideOptions options = DecideOptions.of(user.options());
            Predictions predictions = Predictions.of(allPredictions(project, user));
            UserContext context = user.context();
            List<FlagDecision> all = flags(kernel.evaluate(
                    project, DecisionRequest.decideAll(context, options).with(predictions)));
            assertThat(all).hasSameSizeAs(project.flags());
            for (FlagDecision expected : all) {
                String key = expected.decision().flagKey();
                List<FlagDecision> one = flags(kernel.evaluate(
                        project, DecisionRequest.decide(context, key, options).with(predictions)));
                assertThat(one).hasSize(1);
                assertThat(one.get(0).included()).isTrue();
                assertSameFlag(one.get(0), expected);
            }
        }
    }

    @Property(tries = 200)
    void theOrderOfKeysIsTheOrderOfDecisionsAndNothingElse(@ForAll("cases") Case subject, @ForAll Random random) {
        Project project = Project.compile(Json.bytes(subject.datafile()));
        DecisionKernel kernel = new DecisionKernel(DecisionSemantics.NOVEMBER_2026);
        for (User user : subject.users()) {
            DecideOptions options = DecideOptions.of(user.options());
            Map<String, FlagDecision> expected = new HashMap<>();
            flags(kernel.evaluate(project, DecisionRequest.decideAll(user.context(), options)))
                    .forEach(flag -> expected.put(flag.decision().flagKey(), flag));
            List<String> keys = new ArrayList<>(expected.keySet());
            Collections.shuffle(keys, random);
            List<FlagDecision> actual =
                    flags(kernel.evaluate(project, DecisionRequest.decideForKeys(user.context(), keys, options)));
            assertThat(actual).extracting(flag -> flag.decision().flagKey()).isEqualTo(keys);
            for (FlagDecision flag : actual) {
                assertSameFlag(
                        flag,
                        Objects.requireNonNull(expected.get(flag.decision().flagKey())));
            }
        }
    }

    private static void assertSameFlag(FlagDecision actual, FlagDecision expected) {
        Observed.Flag one = Observed.of(actual);
        Observed.Flag other = Observed.of(expected);
        assertThat(one.decision()).isEqualTo(other.decision());
        assertThat(one.impressions()).isEqualTo(other.impressions());
        assertThat(one.ids()).isEqualTo(other.ids());
        assertThat(one.error()).isEqualTo(other.error());
    }

    private static List<FlagDecision> flags(Evaluation evaluation) {
        return ((Decided) evaluation).flags();
    }

    @Property(tries = 100)
    void optionsChangeWhatIsToldButNotWhatIsDecided(@ForAll("cases") Case subject) {
        Project project = Project.compile(Json.bytes(subject.datafile()));
        DecisionKernel kernel = new DecisionKernel(DecisionSemantics.NOVEMBER_2026);
        DecideOptions every = DecideOptions.of(
                OptimizelyDecideOption.INCLUDE_REASONS,
                OptimizelyDecideOption.EXCLUDE_VARIABLES,
                OptimizelyDecideOption.ENABLED_FLAGS_ONLY,
                OptimizelyDecideOption.DISABLE_DECISION_EVENT);
        for (User user : subject.users()) {
            Predictions predictions = Predictions.of(allPredictions(project, user));
            List<FlagDecision> plain = flags(kernel.evaluate(
                    project,
                    DecisionRequest.decideAll(user.context(), DecideOptions.none())
                            .with(predictions)));
            List<FlagDecision> optional = flags(kernel.evaluate(
                    project, DecisionRequest.decideAll(user.context(), every).with(predictions)));
            assertThat(optional)
                    .extracting(EvaluationLawsTest::decided)
                    .isEqualTo(plain.stream().map(EvaluationLawsTest::decided).toList());
            for (FlagDecision flag : optional) {
                assertThat(flag.hasImpressions()).isFalse();
                assertThat(flag.decision().variables().isEmpty()).isTrue();
                assertThat(flag.included())
                        .isEqualTo(flag.isError() || flag.decision().enabled());
            }
        }
    }

    private static List<@Nullable Object> decided(FlagDecision flag) {
        OptimizelyDecision decision = flag.decision();
        List<@Nullable Object> decided = new ArrayList<>();
        decided.add(decision.flagKey());
        decided.add(decision.ruleKey());
        decided.add(decision.variationKey());
        decided.add(decision.enabled());
        decided.add(flag.isError());
        return decided;
    }

    @Property(tries = 20)
    void manyThreadsDecideWhatOneDoes(@ForAll("cases") Case subject) throws InterruptedException, ExecutionException {
        int threads = 8;
        List<Observed> expected = decideEverything(Project.compile(Json.bytes(subject.datafile())), subject);
        Project shared = Project.compile(Json.bytes(subject.datafile()));
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<List<Observed>> work = () -> {
                start.await();
                return decideEverything(shared, subject);
            };
            List<Future<List<Observed>>> results = pool.invokeAll(Collections.nCopies(threads, work));
            for (Future<List<Observed>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Several times over, so that threads meet; the summary of the project is raced for too. */
    private static List<Observed> decideEverything(Project project, Case subject) {
        List<Observed> observed = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (DecisionSemantics semantics : DecisionSemantics.values()) {
                DecisionKernel kernel = new DecisionKernel(semantics);
                for (User user : subject.users()) {
                    DecisionRequest request = DecisionRequest.decideAll(
                                    user.context(), DecideOptions.of(user.options()))
                            .with(profile(user))
                            .with(Predictions.of(allPredictions(project, user)));
                    observed.add(Observed.of((Decided) kernel.evaluate(project, request)));
                }
            }
            assertThat(project.optimizelyConfig().featuresMap()).hasSameSizeAs(project.flags());
        }
        return observed;
    }

    @Provide
    Arbitrary<Case> cases() {
        return Cases.modernCases();
    }
}
