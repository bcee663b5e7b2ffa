package dev.optireactor.core.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

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
            json       | JsonText JsonTexts PlainValue PlainValueSource SharedValues SmallMap SmallMap.Builder
            json       | MalformedJsonException UnwritableValueException
            condition  | Condition ConditionCompiler Subject Truth ValidNumber
            bucketing  | HashPrefix TrafficAllocation
            datafile   | DatafileParser Datafile DatafileText DatafileTexts Attribute Audience Bandit Event Experiment ExperimentSummary
            datafile   | FeatureFlag Group Holdout
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
    void jacksonIsInNoPublicSignature() {
        assertThat(showingJackson(CoreClasses.ALL.stream().filter(PackagesTest::isPublic)))
                .isEmpty();
    }

    @Test
    void theRuleFindsJacksonInSignatures() {
        assertThat(showingJackson(new ClassFileImporter().importClasses(Showing.class).stream()))
                .extracting(JavaMember::getName)
                .containsExactlyInAnyOrder("parser", "read", "readAll", "<init>");
    }

    private static List<JavaMember> showingJackson(Stream<JavaClass> types) {
        return types.flatMap(type -> type.getMembers().stream())
                .filter(PackagesTest::isShown)
                .filter(PackagesTest::namesJackson)
                .toList();
    }

    private static boolean isShown(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean namesJackson(JavaMember member) {
        Set<JavaClass> named = new HashSet<>(member.getAllInvolvedRawTypes());
        if (member instanceof JavaCodeUnit unit) {
            unit.getThrowsClause().forEach(thrown -> named.add(thrown.getRawType()));
        }
        return named.stream().anyMatch(type -> type.getPackageName().startsWith("tools.jackson"));
    }

    /** What the rule must find. */
    @SuppressWarnings("unused")
    public static class Showing {

        protected @Nullable JsonParser parser;
        private @Nullable JsonParser hidden;

        public Showing(JsonGenerator generator) {}

        Showing(JsonParser parser) {}

        public void read() throws JacksonException {}

        public List<JsonParser> readAll() {
            return List.of();
        }

        void hidden(JsonParser parser) {}
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
