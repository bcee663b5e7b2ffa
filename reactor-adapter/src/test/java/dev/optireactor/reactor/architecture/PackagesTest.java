package dev.optireactor.reactor.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
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

/** The packages of the adapter: what each may see, which of its types are public, and what those may show. */
class PackagesTest {

    /** Package, and the packages that it may see. */
    private static final String ARROWS = """
            failure      |
            settings     |
            listener     | failure
            transport    | failure settings
            cache        | failure listener
            datafile     | failure settings listener transport
            event        | failure settings listener transport
            segment      | failure settings listener transport cache
            prediction   | failure settings listener transport cache
            profile      | failure settings listener
            notification | event
            reactor      | failure settings listener transport datafile event segment prediction profile notification
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

    /** Public types that only other packages of this project name. */
    private static final String FOR_US = """
            settings     | Bounds
            listener     | Reporter Warnings
            transport    | Transport HttpCall HttpCall.Builder HttpAnswer
            cache        | Flight Flights GuardedCache
            datafile     | ProjectFeed PollingDatafileSource
            event        | EventPipeline
            segment      | OdpEvents SegmentService
            prediction   | PredictionService
            profile      | ProfileService
            notification | NotificationHub
            """;

    @Test
    void thereAreClassesToJudge() {
        assertThat(AdapterClasses.ALL.size()).isGreaterThan(150);
    }

    @Test
    void arrowsGoOneWay() {
        slices().matching(AdapterClasses.ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(AdapterClasses.ALL);
    }

    @Test
    void packagesSeeOnlyWhatTheyMay() {
        Map<String, Set<String>> actual = new TreeMap<>();
        for (JavaClass type : AdapterClasses.ALL) {
            Set<String> seen = actual.computeIfAbsent(AdapterClasses.packageOf(type), name -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().startsWith(AdapterClasses.ROOT)) {
                    seen.add(AdapterClasses.packageOf(target));
                }
            }
            seen.remove(AdapterClasses.packageOf(type));
        }
        Map<String, Set<String>> allowed = table(ARROWS);
        assertThat(actual.keySet()).isEqualTo(allowed.keySet());
        allowed.forEach((name, targets) ->
                assertThat(targets).as("what %s may see", name).containsAll(actual.getOrDefault(name, Set.of())));
    }

    @Test
    void onlyIntendedTypesArePublic() {
        Map<String, Set<String>> actual = new TreeMap<>();
        AdapterClasses.ALL.stream()
                .filter(PackagesTest::isPublic)
                .forEach(type -> actual.computeIfAbsent(AdapterClasses.packageOf(type), name -> new TreeSet<>())
                        .add(AdapterClasses.nameOf(type)));
        assertThat(actual).isEqualTo(table(FOR_PROGRAMS + FOR_US));
    }

    @Test
    void whatProgramsNameShowsThemNothingInternal() {
        Map<String, Set<String>> internal = table(FOR_US);
        Map<String, Set<String>> forPrograms = table(FOR_PROGRAMS);
        List<String> shown = AdapterClasses.ALL.stream()
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
        Set<JavaPackage> packages =
                AdapterClasses.ALL.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages).hasSize(13).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
    }

    private static boolean isIn(Map<String, Set<String>> table, JavaClass type) {
        return type.getPackageName().startsWith(AdapterClasses.ROOT)
                && table.getOrDefault(AdapterClasses.packageOf(type), Set.of()).contains(AdapterClasses.nameOf(type));
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
