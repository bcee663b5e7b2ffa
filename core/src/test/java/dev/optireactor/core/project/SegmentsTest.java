package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The segments of a project: what has to be asked about a user so that any of its audiences can be judged. */
class SegmentsTest {

    private final Map<String, @Nullable Object> datafile = Datafiles.empty();

    private List<String> segments() {
        return Project.compile(Json.bytes(datafile)).segments();
    }

    private static Map<String, @Nullable Object> audience(String id, @Nullable Object conditions) {
        return object("id", id, "name", "n", "conditions", conditions);
    }

    private static Map<String, @Nullable Object> qualified(@Nullable Object segment) {
        return object("type", "third_party_dimension", "match", "qualified", "name", "odp.audiences", "value", segment);
    }

    @Test
    void aProjectWithoutSegmentConditionsHasNone() {
        datafile.put("audiences", array(audience("1", "[\"or\"]")));
        assertThat(segments()).isEmpty();
    }

    @Test
    void segmentsAreFoundAtAnyDepthAndEachOnce() {
        datafile.put(
                "typedAudiences",
                array(
                        audience("1", array("and", array("or", array("not", qualified("a")), qualified("b")))),
                        audience("2", array("or", qualified("b"), qualified("c"), qualified("a")))));
        assertThat(segments()).containsExactly("a", "b", "c");
    }

    @Test
    void segmentsOfConditionsInATextAreFoundAfterThoseOfTypedAudiences() {
        datafile.put("audiences", array(audience("1", Json.text(array("or", qualified("classic"))))));
        datafile.put("typedAudiences", array(audience("2", array("or", qualified("typed")))));
        assertThat(segments()).containsExactly("typed", "classic");
    }

    @Test
    void onlyQualifiedConditionsWithATextNameASegment() {
        Map<String, @Nullable Object> exact = qualified("x");
        exact.put("match", "exact");
        datafile.put("typedAudiences", array(audience("1", array("or", exact, qualified(7), qualified(null), "y", 1))));
        assertThat(segments()).isEmpty();
    }

    @Test
    void segmentsOfAudiencesThatNoRuleHasAreNamedToo() {
        datafile.put("typedAudiences", array(audience("unused", qualified("a"))));
        assertThat(segments()).containsExactly("a");
    }
}
