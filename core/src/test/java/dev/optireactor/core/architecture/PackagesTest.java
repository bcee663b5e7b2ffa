package dev.optireactor.core.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The packages of core: what each may see, and which of its types are public. */
class PackagesTest {

    /** Package, and the packages that it may see. */
    private static final String ARROWS = """
            json       |
            config     |
            condition  |
            bucketing  |
            datafile   | json
            project    | json config condition bucketing datafile
            decision   | json condition bucketing datafile project
            event      | json condition datafile project decision
            prediction | json decision
            odp        | json event
            core       | config datafile project decision
            """;

    /** Public types that programs name. */
    private static final String FOR_PROGRAMS = """
            core       | Optimizely
            json       | OptimizelyJSON
            config     | OptimizelyConfig OptimizelyAttribute OptimizelyAudience OptimizelyEvent OptimizelyExperiment
            config     | OptimizelyFeature OptimizelyVariable OptimizelyVariation
            datafile   | DatafileLimits InvalidDatafileException InvalidDatafileException.Reason
            project    | Project EventSettings
            decision   | DecisionKernel UserContext OptimizelyDecision OptimizelyDecideOption DecideOptions DecisionSemantics
            decision   | OptimizelyDecisionContext OptimizelyForcedDecision
            decision   | DecisionRequest Evaluation Evaluation.Decided Evaluation.Pending FlagDecision Impression
            decision   | Need Need.StoredProfile Need.BanditPrediction
            decision   | ProfileLookup ProfileLookup.NoService ProfileLookup.NotAsked ProfileLookup.Answered
            decision   | ProfileLookup.Failed UserProfile
            decision   | Predictions Prediction Prediction.Predicted Prediction.Failed
            event      | EventPayload EventEndpoint UserEvent ClientIdentity
            odp        | OdpEvent
            """;

    /** Public types that only other packages of this project name. */
    private static final String FOR_US = """
            json       | JsonText JsonTexts PlainValue SmallMap SmallMap.Builder MalformedJsonException UnwritableValueException
            condition  | Condition ConditionCompiler Subject Truth ValidNumber
            bucketing  | HashPrefix TrafficAllocation
            datafile   | DatafileParser Datafile Attribute Audience Bandit Event Experiment FeatureFlag Group Holdout
            datafile   | Integration Rollout TrafficRange Variable VariableOverrides Variation
            project    | Flag Rule RuleAudience DecidingRule HoldoutRule BanditRule BanditRule.BanditAttribute
            project    | GroupMembership Outcome DecisionSource Answer
            event      | EventPayloadWriter EventPayloadWriter.Result EventPayloadWriter.Refused
            prediction | PredictionRequest PredictionAnswer PredictionAnswer.Variation PredictionAnswer.Invalid
            prediction | PredictionCacheKey AttributeHash
            odp        | SegmentQuery SegmentAnswer SegmentAnswer.Qualified SegmentAnswer.Failed
            """;

    @Test
    void thereAreClassesToJudge() {
        assertThat(CoreClasses.ALL.size()).isGreaterThan(100);
    }

    @Test
    void arrowsGoOneWay() {
        slices().matching(CoreClasses.ROOT + ".(*)..").should().beFreeOfCycles().check(CoreClasses.ALL);
    }

    @Test
    void packagesSeeOnlyWhatTheyMay() {
        Map<String, Set<String>> actual = new TreeMap<>();
        for (JavaClass type : CoreClasses.ALL) {
            Set<String> seen = actual.computeIfAbsent(CoreClasses.packageOf(type), name -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(CoreClasses.ROOT)) {
                    seen.add(CoreClasses.packageOf(target));
                }
            }
            seen.remove(CoreClasses.packageOf(type));
        }
        Map<String, Set<String>> allowed = table(ARROWS);
        assertThat(actual.keySet()).isEqualTo(allowed.keySet());
        allowed.forEach((name, targets) ->
                assertThat(targets).as("what %s may see", name).containsAll(actual.getOrDefault(name, Set.of())));
    }

    @Test
    void onlyIntendedTypesArePublic() {
        Map<String, Set<String>> actual = new TreeMap<>();
        CoreClasses.ALL.stream()
                .filter(PackagesTest::isPublic)
                .forEach(type -> actual.computeIfAbsent(CoreClasses.packageOf(type), name -> new TreeSet<>())
                        .add(CoreClasses.nameOf(type)));
        assertThat(actual).isEqualTo(table(FOR_PROGRAMS + FOR_US));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> packages =
                CoreClasses.ALL.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages).hasSize(11).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    /** Public itself, and so is what it is nested in. */
    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PackagesTest::isPublic).orElse(true);
    }

    private static Map<String, Set<String>> table(String text) {
        Map<String, Set<String>> table = new TreeMap<>();
        text.lines().forEach(line -> {
            List<String> cells =
                    Stream.of(line.split("\\|", -1)).map(String::strip).toList();
            Set<String> words = table.computeIfAbsent(cells.get(0), name -> new TreeSet<>());
            Stream.of(cells.get(1).split("\\s+", -1))
                    .filter(word -> !word.isEmpty())
                    .forEach(words::add);
        });
        return table;
    }
}
