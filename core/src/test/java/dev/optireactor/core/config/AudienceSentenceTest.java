package dev.optireactor.core.config;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.project.Project;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentence that {@code OptimizelyConfig} makes of a rule's audiences. */
class AudienceSentenceTest {

    private static final Map<String, String> NAMES =
            Map.of("1", "us", "2", "female", "3", "adult", "11", "fr", "12", "male", "13", "kid");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "nothing", textBlock = """
            ["or","1","2"]             | "us" OR "female"
            ["1","2","3"]              | "us" OR "female" OR "adult"
            ["and","1","2","3"]        | "us" AND "female" AND "adult"
            ["not","1"]                | NOT "us"
            ["or","1"]                 | "us"
            ["and","1"]                | "us"
            ["1"]                      | "us"
            "1"                        | "us"
            ["and",["or","1","2"],"3"] | ("us" OR "female") AND "adult"
            ["and",["or","1","2"],["or","2","3"],["or","1","3"]] | ("us" OR "female") AND ("female" OR "adult") AND ("us" OR "adult")
            ["not",["and","1","2"]]    | NOT ("us" AND "female")
            ["and","1",["not","2"]]    | "us" AND (NOT "female")
            ["or",["not","1"],["not","2"]] | (NOT "us") OR (NOT "female")
            ["and",["not",["or","1","2"]],"3"] | (NOT ("us" OR "female")) AND "adult"
            ["and",["or","1",["and","2","3"]],["and","11",["or","12","13"]]] | ("us" OR ("female" AND "adult")) AND ("fr" AND ("male" OR "kid"))
            ["or","99"]                | "99"
            ["or",["and","1"]]         | "us"
            [["or","1"]]               | "us"
            ["or",["or",["or","1"]]]   | "us"
            ["not","1","2"]            | NOT "us"
            ["or","1",["or"]]          | "us" OR ()
            ["or",[],"1"]              | () OR "us"
            []                         | nothing
            ["and"]                    | nothing
            ["or"]                     | nothing
            ["not"]                    | nothing
            null                       | nothing
            """)
    void namesAndConnectivesMakeASentence(String audienceConditions, @Nullable String sentence) {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceConditions", Json.parse(audienceConditions));
        assertThat(sentence(experiment)).isEqualTo(Objects.requireNonNullElse(sentence, ""));
    }

    @Test
    void audienceIdsMakeNoSentence() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceIds", array("1", "2"));
        assertThat(sentence(experiment)).isEmpty();
    }

    private static String sentence(Map<String, @Nullable Object> experiment) {
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("typedAudiences", array());
        NAMES.forEach((id, name) -> Json.listAt(datafile, "/typedAudiences")
                .add(object("id", id, "name", name, "conditions", array("and"))));
        OptimizelyConfig config = Project.compile(Json.bytes(datafile)).optimizelyConfig();
        return Objects.requireNonNull(config.experimentsMap().get("e")).audiences();
    }
}
