package dev.optireactor.core.datafile;

import static dev.optireactor.core.fixture.Datafiles.experiment;
import static dev.optireactor.core.fixture.Datafiles.flag;
import static dev.optireactor.core.fixture.Datafiles.range;
import static dev.optireactor.core.fixture.Datafiles.variation;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optireactor.core.datafile.InvalidDatafileException.Reason;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which datafiles are refused, why, and at which place; and what is tolerated beside it. */
class RefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # what                               | becomes             | reason              | place
            /version                             | absent              | MISSING_FIELD       | top
            /version                             | null                | MISSING_FIELD       | /version
            /version                             | 4                   | WRONG_TYPE          | /version
            /version                             | "1"                 | UNSUPPORTED_VERSION | top
            /version                             | "5"                 | UNSUPPORTED_VERSION | top
            /version                             | ""                  | UNSUPPORTED_VERSION | top
            /version                             | "4.0"               | UNSUPPORTED_VERSION | top
            /accountId                           | absent              | MISSING_FIELD       | top
            /projectId                           | absent              | MISSING_FIELD       | top
            /revision                            | absent              | MISSING_FIELD       | top
            /revision                            | 7                   | WRONG_TYPE          | /revision
            /attributes                          | absent              | MISSING_FIELD       | top
            /attributes                          | null                | MISSING_FIELD       | /attributes
            /attributes                          | {}                  | WRONG_TYPE          | /attributes
            /attributes                          | [1]                 | WRONG_TYPE          | /attributes/0
            /events                              | absent              | MISSING_FIELD       | top
            /events                              | "none"              | WRONG_TYPE          | /events
            /experiments                         | absent              | MISSING_FIELD       | top
            /experiments                         | null                | MISSING_FIELD       | /experiments
            /experiments/0                       | "e"                 | WRONG_TYPE          | /experiments/0
            /experiments/0/id                    | absent              | MISSING_FIELD       | /experiments/0
            /experiments/0/key                   | absent              | MISSING_FIELD       | /experiments/0
            /experiments/0/audienceIds           | absent              | MISSING_FIELD       | /experiments/0
            /experiments/0/audienceIds           | null                | MISSING_FIELD       | /experiments/0/audienceIds
            /experiments/0/audienceIds           | {}                  | WRONG_TYPE          | /experiments/0/audienceIds
            /experiments/0/variations            | absent              | MISSING_FIELD       | /experiments/0
            /experiments/0/variations/0          | []                  | WRONG_TYPE          | /experiments/0/variations/0
            /experiments/0/variations/0/id       | absent              | MISSING_FIELD       | /experiments/0/variations/0
            /experiments/0/variations/0/key      | absent              | MISSING_FIELD       | /experiments/0/variations/0
            /experiments/0/trafficAllocation     | null                | MISSING_FIELD       | /experiments/0/trafficAllocation
            /experiments/0/trafficAllocation/0   | 10000               | WRONG_TYPE          | /experiments/0/trafficAllocation/0
            /groups                              | absent              | MISSING_FIELD       | top
            /groups/0/id                         | absent              | MISSING_FIELD       | /groups/0
            /groups/0/experiments                | null                | MISSING_FIELD       | /groups/0/experiments
            /rollouts/0/experiments              | absent              | MISSING_FIELD       | /rollouts/0
            /rollouts/0/experiments/0/variations | absent              | MISSING_FIELD       | /rollouts/0/experiments/0
            /featureFlags/0/experimentIds        | null                | MISSING_FIELD       | /featureFlags/0/experimentIds
            /featureFlags/0/variables            | absent              | MISSING_FIELD       | /featureFlags/0
            /featureFlags/0/experimentIds        | ["999"]             | DANGLING_REFERENCE  | /featureFlags
            /audiences                           | null                | MISSING_FIELD       | /audiences
            /audiences/0/conditions              | absent              | MISSING_FIELD       | /audiences/0
            /audiences/0/conditions              | "[bad"              | MALFORMED_AUDIENCE  | /audiences/0
            /audiences/0/conditions              | ""                  | MALFORMED_AUDIENCE  | /audiences/0
            /audiences/0/conditions              | [{"match":"qualified","value":["s"]}] | MALFORMED_AUDIENCE | /audiences/0
            /integrations                        | [{"host":"h"}]      | MISSING_FIELD       | /integrations/0
            /holdouts/0/variations               | absent              | MISSING_FIELD       | /holdouts/0
            /localHoldouts                       | {}                  | WRONG_TYPE          | /localHoldouts
            """)
    void refusalsNameReasonAndPlace(String pointer, String becomes, Reason reason, String place) {
        Map<String, @Nullable Object> datafile = everySection();
        assertThat(Project.compile(Json.bytes(datafile)).flags()).hasSize(1);
        if (becomes.equals("absent")) {
            Json.remove(datafile, pointer);
        } else {
            Json.set(datafile, pointer, Json.parse(becomes));
        }
        assertRefused(Json.bytes(datafile), reason, place.equals("top") ? "" : place);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            # what                             | becomes
            /unknown                           | {"deeply":[{"unknown":[1,2,{}]}]}
            /experiments/0/unknown             | [[]]
            /audiences                         | absent
            /typedAudiences                    | null
            /featureFlags                      | absent
            /featureFlags                      | null
            /rollouts                          | absent
            /rollouts/0/id                     | absent
            /featureFlags/0/id                 | absent
            /featureFlags/0/id                 | null
            /featureFlags/0/key                | absent
            /featureFlags/0/key                | null
            /featureFlags/0/rolloutId          | null
            /featureFlags/0/rolloutId          | "unknown"
            /anonymizeIP                       | null
            /botFiltering                      | null
            /sendFlagDecisions                 | null
            /region                            | null
            /integrations                      | null
            /holdouts                          | null
            /localHoldouts                     | null
            /holdouts/0/id                     | absent
            /holdouts/0/key                    | 7
            /holdouts/0                        | 7
            /holdouts/0                        | null
            /holdouts/0                        | []
            /holdouts/0/variations             | null
            /holdouts/0/variations             | "secret"
            /holdouts/0/variations/0           | [[{"deep":[1]}]]
            /holdouts/0/variations/0/id        | absent
            /holdouts/0/variations/0/key       | absent
            /holdouts/0/variations/0/variables | "text"
            /holdouts/0/trafficAllocation      | "text"
            /holdouts/0/trafficAllocation/0    | [7]
            /holdouts/0/audienceIds            | "text"
            /localHoldouts/0                   | "text"
            /localHoldouts/0/variations/0/key  | null
            /attributes                        | [{"id":"1"}]
            /events                            | [{"key":"purchase"}]
            /experiments/0/status              | null
            /experiments/0/layerId             | absent
            /experiments/0/forcedVariations    | absent
            /experiments/0/audienceConditions  | null
            /experiments/0/trafficAllocation/0 | {"entityId":"401"}
            /experiments/0/trafficAllocation/0 | {"entityId":"unknown","endOfRange":10000}
            /experiments/0/audienceIds         | ["unknown"]
            /experiments/0/cmab                | {}
            /experiments/0/cmab                | "text"
            /experiments/0/type                | 7
            """)
    void whatCanBeDoneWithoutIsTolerated(String pointer, String becomes) {
        Map<String, @Nullable Object> datafile = everySection();
        if (becomes.equals("absent")) {
            Json.remove(datafile, pointer);
        } else {
            Json.set(datafile, pointer, Json.parse(becomes));
        }
        assertThat(Project.compile(Json.bytes(datafile)).revision()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            emptyValue = "",
            textBlock = """
            |EMPTY
              |EMPTY
            null|MALFORMED_JSON
            []|MALFORMED_JSON
            "text"|MALFORMED_JSON
            7|MALFORMED_JSON
            {|MALFORMED_JSON
            {'version':'4'}|MALFORMED_JSON
            {"version":"4",}|MALFORMED_JSON
            <html></html>|MALFORMED_JSON
            {}|MISSING_FIELD
            """)
    void whatIsNoJsonObjectIsRefused(@Nullable String text, Reason reason) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Project.compile(bytes))
                .isInstanceOfSatisfying(
                        InvalidDatafileException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void malformedJsonIsRefusedWithLineAndColumn() {
        assertRefused(
                "{\n  \"version\": \"4\",\n  oops }".getBytes(StandardCharsets.UTF_8),
                Reason.MALFORMED_JSON,
                "line 3, column 3");
    }

    @Test
    void textAfterTheEndIsRefused() {
        String twice = Json.text(Datafiles.empty()) + " {}";
        assertRefused(twice.getBytes(StandardCharsets.UTF_8), Reason.MALFORMED_JSON, "");
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] bytes = "{\"version\":\"4\",\"accountId\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;
        assertThatThrownBy(() -> Project.compile(bytes))
                .isInstanceOfSatisfying(
                        InvalidDatafileException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED_JSON));
    }

    @Test
    void aByteOrderMarkIsTolerated() {
        String text = "\ufeff" + Json.text(Datafiles.empty());
        assertThat(Project.compile(text.getBytes(StandardCharsets.UTF_8)).revision())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "4"})
    void everySupportedVersionIsRead(String version) {
        Map<String, @Nullable Object> datafile = everySection();
        datafile.put("version", version);
        assertThat(Project.compile(Json.bytes(datafile)).flags()).hasSize(1);
    }

    @Test
    void theMessageNamesPlaceAndReasonButNotTheContents() {
        Map<String, @Nullable Object> datafile = everySection();
        Json.set(datafile, "/experiments/0/variations", "secret");
        assertThatThrownBy(() -> Project.compile(Json.bytes(datafile)))
                .hasMessage("datafile refused at /experiments/0/variations: variations must be a list");
        assertThatThrownBy(() -> Project.compile("{\"version\":secretvalue}".getBytes(StandardCharsets.UTF_8)))
                .hasMessageMatching("datafile refused at line 1, column \\d+: this is not JSON");
    }

    @Test
    void aMalformedHoldoutIsSkippedWithAWarningAndTheOthersAreRead() {
        Map<String, @Nullable Object> datafile = everySection();
        Object holdout = Json.at(datafile, "/holdouts/0");
        Map<String, @Nullable Object> malformed = Json.objectAt(Objects.requireNonNull(Json.copy(holdout)), "");
        malformed.put("trafficAllocation", array(range("871", 1), range("871", 2), "secret"));
        malformed.put("unknown", array(array(1), object("a", array(2))));
        datafile.put("holdouts", array(malformed, 7, holdout));
        datafile.remove("localHoldouts");

        Project project = Project.compile(Json.bytes(datafile));

        assertThat(project.globalHoldouts()).hasSize(1);
        assertThat(project.warnings())
                .containsExactly(
                        "a malformed holdout is skipped: a traffic range must be an object"
                                + " (at /holdouts/0/trafficAllocation/2)",
                        "a holdout that is no object is skipped (at /holdouts/1)");
    }

    private static void assertRefused(byte[] datafile, Reason reason, String place) {
        assertThatThrownBy(() -> Project.compile(datafile))
                .isInstanceOfSatisfying(InvalidDatafileException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(reason);
                    assertThat(refused.place()).isEqualTo(place);
                    assertThat(refused).hasMessageContaining(place.isEmpty() ? "its top level" : place);
                });
    }

    /** A datafile that has something in every section. */
    private static Map<String, @Nullable Object> everySection() {
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment("301", "e"));
        datafile.put("featureFlags", array(flag("201", "f", List.of("301"), "R1")));
        datafile.put("rollouts", array(object("id", "R1", "experiments", array(experiment("501", "d")))));
        datafile.put(
                "groups", array(object("id", "G", "policy", "random", "experiments", array(experiment("302", "g")))));
        datafile.put("audiences", array(object("id", "1", "name", "n", "conditions", "[\"or\"]")));
        datafile.put("typedAudiences", array(object("id", "2", "name", "n", "conditions", array("or"))));
        datafile.put("attributes", array(object("id", "at", "key", "a")));
        datafile.put("events", array(object("id", "ev", "key", "purchase", "experimentIds", array())));
        datafile.put("integrations", array(object("key", "odp", "host", "h", "publicKey", "k")));
        for (String section : List.of("holdouts", "localHoldouts")) {
            datafile.put(
                    section,
                    array(object(
                            "id",
                            "71",
                            "key",
                            section,
                            "status",
                            "Running",
                            "variations",
                            array(variation("871", "off", false)),
                            "trafficAllocation",
                            array(range("871", 0)),
                            "includedRules",
                            section.equals("holdouts") ? null : array("301"))));
        }
        return datafile;
    }
}
