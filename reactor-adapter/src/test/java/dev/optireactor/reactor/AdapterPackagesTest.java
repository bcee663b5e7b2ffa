package dev.optireactor.reactor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The packages of the adapter: what each may see, and which of its types are public. */
class AdapterPackagesTest {

    private static final String ROOT = "dev.optireactor.reactor";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Package, and the packages of the adapter that it may see. Core may be seen by all but those at the bottom. */
    private static final String ARROWS = """
            failure      |
            settings     |
            state        |
            scheduler    |
            listener     | failure
            transport    | failure settings
            cache        | failure settings listener
            datafile     | failure settings state listener transport
            event        | failure settings listener transport
            segment      | failure settings listener transport cache
            prediction   | failure settings listener transport cache
            profile      | failure settings listener
            notification | event
            reactor      | failure settings state listener transport datafile event segment prediction profile
            reactor      | notification scheduler
            testing      |
            """;

    /** Public types that programs name. */
    private static final String FOR_PROGRAMS = """
            reactor      | ReactiveOptimizely ReactiveOptimizelyBuilder ReactiveUserContext LiveImpressions
            reactor      | ClientStatistics
            failure      | OptimizelyException BodyTooLargeException ClientClosedException MalformedBodyException
            failure      | NotReadyException RejectedException UnavailableException Retryable Loggable
            listener     | Listener Conversation DropReason
            transport    | TransportSettings TransportSettings.Builder RetryPolicy RetryPolicy.Builder
            cache        | ReactiveCache CacheFailedException
            datafile     | DatafileSource DatafileIntake DatafileStatus DatafileStatus.Initializing
            datafile     | DatafileStatus.Valid DatafileStatus.Interrupted PollingSettings PollingSettings.Builder
            event        | EventDispatcher LogEvent EventStatistics OverflowStrategy
            event        | EventPipelineSettings EventPipelineSettings.Builder
            segment      | SegmentClient SegmentRequest SegmentFetchException OdpSegmentOption OdpStatistics
            segment      | OdpEventException OdpSettings OdpSettings.Builder SegmentSettings SegmentSettings.Builder
            segment      | OdpEventSettings OdpEventSettings.Builder
            prediction   | PredictionClient PredictionFailedException CachedPrediction
            prediction   | PredictionSettings PredictionSettings.Builder
            profile      | ReactiveUserProfileService BlockingUserProfileService InvalidProfileException
            profile      | ProfileFailedException ProfileSettings ProfileSettings.Builder
            notification | Notification DecisionNotification TrackNotification LogEventNotification
            notification | ConfigUpdateNotification
            testing      | OptimizelySandbox OptimizelySandbox.Builder SandboxRecords Endpoint Fault FaultPlan Traffic
            testing      | SandboxRequest ReceivedBatch ReceivedEvent
            """;

    /** Public types that only other packages of the adapter name, see decision 7. */
    private static final String FOR_US = """
            settings     | Bounds
            state        | Latest
            scheduler    | SteadyScheduler
            listener     | Reporter Warnings
            transport    | Transport HttpCall HttpCall.Builder HttpAnswer AttemptSettings
            cache        | Flight Flights GuardedCache CacheSettings
            datafile     | ProjectFeed PollingDatafileSource
            event        | EventPipeline
            segment      | OdpEvents SegmentService
            prediction   | PredictionService
            profile      | ProfileService
            notification | NotificationHub
            """;

    @Test
    void thereAreClassesToJudge() {
        assertThat(ALL.size()).isGreaterThan(100);
        assertThat(ALL.contain(ReactiveOptimizely.class)).isTrue();
        assertThat(ALL.contain(AdapterPackagesTest.class)).isFalse();
    }

    @Test
    void arrowsGoOneWay() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ALL);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(ALL);
    }

    @Test
    void packagesSeeOnlyWhatTheyMay() {
        Map<String, Set<String>> actual = new TreeMap<>();
        for (JavaClass type : ALL) {
            Set<String> seen = actual.computeIfAbsent(packageOf(type), name -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(ROOT)) {
                    seen.add(packageOf(target));
                }
            }
            seen.remove(packageOf(type));
        }
        Map<String, Set<String>> allowed = table(ARROWS);
        assertThat(actual.keySet()).isEqualTo(allowed.keySet());
        allowed.forEach((name, targets) ->
                assertThat(targets).as("what %s may see", name).containsAll(actual.getOrDefault(name, Set.of())));
    }

    @Test
    void onlyIntendedTypesArePublic() {
        Map<String, Set<String>> actual = new TreeMap<>();
        ALL.stream()
                .filter(AdapterPackagesTest::isPublic)
                .forEach(type -> actual.computeIfAbsent(packageOf(type), name -> new TreeSet<>())
                        .add(nameOf(type)));
        assertThat(actual).isEqualTo(table(FOR_PROGRAMS + FOR_US));
    }

    @Test
    void whatProgramsNameShowsThemNothingInternal() {
        Map<String, Set<String>> internal = table(FOR_US);
        Map<String, Set<String>> forPrograms = table(FOR_PROGRAMS);
        List<String> shown = ALL.stream()
                .filter(type -> isIn(forPrograms, type))
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(unit -> signature(unit).anyMatch(type -> isIn(internal, type)))
                .map(JavaCodeUnit::getFullName)
                .toList();
        assertThat(shown).isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> packages = ALL.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages).hasSize(15).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void nettyIsSeenOnlyWhereRequestsAreMadeAndAnswered() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".transport", ROOT + ".testing")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor.netty..", "io.netty.channel..", "io.netty.buffer..")
                .check(ALL);
    }

    @Test
    void jsonIsReadAndWrittenByCoreOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
                .check(ALL);
    }

    @Test
    void clientsHaveNoStaticStateInCommon() {
        fields().that().areStatic().should().beFinal().check(ALL);
    }

    @Test
    void nobodyMakesThreadsOrWaits() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.CountDownLatch")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.Executors")
                .orShould()
                .callMethod("reactor.core.publisher.Mono", "block")
                .check(ALL);
    }

    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "reactor" : name.substring(ROOT.length() + 1);
    }

    private static String nameOf(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
    }

    private static boolean isIn(Map<String, Set<String>> table, JavaClass type) {
        return type.getPackageName().startsWith(ROOT)
                && table.getOrDefault(packageOf(type), Set.of()).contains(nameOf(type));
    }

    /** Public itself, and so is what it is nested in. */
    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(AdapterPackagesTest::isPublic).orElse(true);
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
