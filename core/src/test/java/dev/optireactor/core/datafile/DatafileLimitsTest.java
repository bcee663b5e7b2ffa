package dev.optireactor.core.datafile;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import dev.optireactor.core.decision.DecisionSemantics;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A datafile may ask for so much memory and stack, and not for more. */
class DatafileLimitsTest {

    private static final DatafileLimits DEFAULTS = DatafileLimits.defaults();

    @Test
    void aDatafileMayHaveAsManyBytesAsAllowed() {
        byte[] datafile = Json.bytes(Datafiles.empty());
        assertThat(Project.compile(datafile, parser(datafile.length, 100, 1000)).revision())
                .isEqualTo("1");
        assertExceeded(datafile, parser(datafile.length - 1, 100, 1000), "maxBytes");
    }

    @Test
    void aTextMayBeAsLongAsAllowed() {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("accountId", "x".repeat(5000));
        assertThat(Project.compile(Json.bytes(datafile), parser(1 << 20, 100, 5000))
                        .eventSettings()
                        .accountId())
                .hasSize(5000);
        assertExceeded(Json.bytes(datafile), parser(1 << 20, 100, 4999), "4999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "x", "\\u0061", "\u00e9"})
    void anIdOfAVariationMayBeAsLongAsAllowed(String written) {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", array(Datafiles.variation("IDENTIFIER", "on", true)));
        String json = Json.text(Datafiles.withExperiment(experiment));
        int longestOther = 20;
        int times = longestOther + 1;
        byte[] datafile = json.replace("IDENTIFIER", written.repeat(times)).getBytes(StandardCharsets.UTF_8);
        int length = times * String.valueOf(JsonText.parse('"' + written + '"')).length();

        assertThat(Project.compile(datafile, parser(1 << 20, 100, length)).revision())
                .isEqualTo("1");
        assertExceeded(datafile, parser(1 << 20, 100, length - 1), String.valueOf(length - 1));
    }

    @Test
    void nestingMayBeAsDeepAsAllowed() {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("unknown", nested(19));
        assertThat(Project.compile(Json.bytes(datafile), parser(1 << 20, 20, 1000))
                        .revision())
                .isEqualTo("1");
        datafile.put("unknown", nested(20));
        assertExceeded(Json.bytes(datafile), parser(1 << 20, 20, 1000), "20");
    }

    @ParameterizedTest
    @CsvSource({"0,100,1", "-1,100,1", "1,9,1", "1,201,1", "1,100,0", "1,100,-1"})
    void limitsThatMakeNoSenseAreRefused(int maxBytes, int maxDepth, int maxStringLength) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatafileLimits(maxBytes, maxDepth, maxStringLength, 1 << 20))
                .withMessageMatching("max\\w+ must be .*, was -?\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[\"not\",", "[\"or\",[\"and\","})
    void endlessNestingIsRefusedBeforeItIsRead(String opening) {
        String endless = opening.repeat(200_000);
        String datafile = Json.text(Datafiles.empty());
        String open = datafile.substring(0, datafile.length() - 1);
        assertExceeded(open + ",\"typedAudiences\":[{\"id\":\"1\",\"conditions\":" + endless);
        assertExceeded(open + ",\"audienceConditions\":" + endless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[\"not\",", "[\"or\",[\"and\","})
    void endlessNestingInsideATextIsRefused(String opening) {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("audiences", array(object("id", "1", "conditions", opening.repeat(200_000))));
        assertExceeded(Json.bytes(datafile), new DatafileParser(DEFAULTS), "100 levels (DatafileLimits)");
    }

    @Test
    void conditionsInATextMayBeNestedAsDeepAsAllowed() {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("audiences", array(object("id", "1", "conditions", Json.text(nested(20)))));
        assertThat(Project.compile(Json.bytes(datafile), parser(1 << 20, 20, 1000))
                        .revision())
                .isEqualTo("1");
        assertExceeded(Json.bytes(datafile), parser(1 << 20, 19, 1000), "the conditions of audience 1: nested deeper");
    }

    @Test
    void theDeepestAllowedConditionsAreWholeInTheConfig() {
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        Object tree = object("type", "custom_attribute", "match", "exists", "name", "leaf");
        for (int i = 0; i < JsonText.MAX_DEPTH - 4; i++) {
            tree = array("not", tree);
        }
        datafile.put("typedAudiences", array(object("id", "1", "name", "n", "conditions", tree)));
        Project project = Project.compile(Json.bytes(datafile), parser(1 << 20, JsonText.MAX_DEPTH, 1000));
        assertThat(project.optimizelyConfig().audiences())
                .singleElement()
                .satisfies(audience -> assertThat(Json.parse(audience.conditions()))
                        .isEqualTo(Json.at(datafile, "/typedAudiences/0/conditions")));
    }

    /** A thread with little stack, in KiB, stands for a deep call stack of the program around it. */
    @ParameterizedTest
    @CsvSource({"100, 320", "200, 448"})
    void theDeepestAllowedConditionsAreReadAndJudgedOnASmallStack(int maxDepth, int stack) throws InterruptedException {
        byte[] datafile = nestedConditions(maxDepth);
        AtomicReference<@Nullable OptimizelyDecision> decision = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread small = new Thread(null, () -> decision.set(decide(datafile, maxDepth)), "small", stack << 10);
        small.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        small.start();
        small.join();

        assertThat(failure.get()).isNull();
        assertThat(decision.get())
                .isNotNull()
                .satisfies(decided -> assertThat(decided.enabled()).isTrue());
    }

    private static OptimizelyDecision decide(byte[] datafile, int maxDepth) {
        Optimizely optimizely = Optimizely.compile(
                datafile, new DatafileLimits(1 << 20, maxDepth, 1 << 20, 1 << 20), DecisionSemantics.NOVEMBER_2026);
        assertThat(optimizely.optimizelyConfig().experimentsMap()).hasSize(1);
        return optimizely.decide(UserContext.of("u", Map.of("a", 1)), "f");
    }

    /** Nested operators as deep as the limit allows, over an audience that is as deep. */
    private static byte[] nestedConditions(int maxDepth) {
        Object audience = object("type", "custom_attribute", "match", "exists", "name", "a");
        for (int i = 0; i < maxDepth - 2; i++) {
            audience = array("not", audience);
        }
        Object rule = "1";
        for (int i = 0; i < maxDepth - 4; i++) {
            rule = array("not", rule);
        }
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceConditions", rule);
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("audiences", array(object("id", "1", "name", "n", "conditions", Json.text(audience))));
        return Json.bytes(datafile);
    }

    private static Object nested(int depth) {
        Object nested = array();
        for (int i = 1; i < depth; i++) {
            nested = array(nested);
        }
        return nested;
    }

    private static DatafileParser parser(int maxBytes, int maxDepth, int maxStringLength) {
        return new DatafileParser(new DatafileLimits(maxBytes, maxDepth, maxStringLength, 1 << 20));
    }

    private static void assertExceeded(String datafile) {
        assertExceeded(
                datafile.getBytes(StandardCharsets.UTF_8),
                new DatafileParser(DEFAULTS),
                String.valueOf(DEFAULTS.maxDepth()));
    }

    private static void assertExceeded(byte[] datafile, DatafileParser parser, String limit) {
        assertThatThrownBy(() -> Project.compile(datafile, parser))
                .hasMessageContaining(limit)
                .isInstanceOfSatisfying(
                        InvalidDatafileException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
    }
}
