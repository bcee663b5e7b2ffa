package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.datafile.Integration;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a datafile says about the data platform: which one, and which segments matter. */
class DataPlatformInProjectTest {

    private final Map<String, @Nullable Object> datafile = Datafiles.empty();

    @Test
    void segmentsAreUniqueAndInTheOrderOfTheirFirstAppearance() {
        datafile.put(
                "typedAudiences",
                array(
                        audience("1", array("or", segment("first"), segment("second"), segment("first"))),
                        audience("2", array("and", segment("second"), segment("third")))));
        assertThat(segments()).containsExactly("first", "second", "third");
    }

    @Test
    void segmentsAreFoundAtAnyDepth() {
        datafile.put(
                "typedAudiences",
                array(audience(
                        "1", array("and", array("or", array("not", array("or", segment("deep")))), segment("flat")))));
        assertThat(segments()).containsExactly("deep", "flat");
    }

    @Test
    void segmentsOfClassicAudiencesCountToo() {
        datafile.put("typedAudiences", array(audience("1", array("or", segment("typed"), segment("both")))));
        datafile.put(
                "audiences",
                array(audience("2", Json.text(array("or", segment("both"), array("and", segment("classic")))))));
        assertThat(segments()).containsExactlyInAnyOrder("typed", "both", "classic");
    }

    @Test
    void segmentsOfAudiencesCountThatNoRuleUses() {
        datafile.put("typedAudiences", array(audience("unused", array("or", segment("vip")))));
        assertThat(segments()).containsExactly("vip");
    }

    @Test
    void onlyConditionsOnSegmentsCount() {
        datafile.put(
                "typedAudiences",
                array(audience(
                        "1",
                        array(
                                "or",
                                object("type", "custom_attribute", "match", "exact", "name", "a", "value", "exact"),
                                object("type", "third_party_dimension", "match", "qualified", "value", 7),
                                segment("vip")))));
        assertThat(segments()).containsExactly("vip");
    }

    @Test
    void theFirstIntegrationOfSeveralCounts() {
        datafile.put(
                "integrations",
                array(
                        object("key", "other", "host", "https://other.example", "publicKey", "other"),
                        object("key", "odp", "host", "https://first.example", "publicKey", "first"),
                        object("key", "odp", "host", "https://second.example", "publicKey", "second")));
        assertThat(project().odpIntegration())
                .isNotNull()
                .extracting(Integration::host, Integration::publicKey)
                .containsExactly("https://first.example", "first");
    }

    @Test
    void theFirstOneCountsAlsoIfItIsIncomplete() {
        datafile.put(
                "integrations",
                array(
                        object("key", "odp", "publicKey", "first"),
                        object("key", "odp", "host", "https://second.example", "publicKey", "second")));
        assertThat(project().odpIntegration())
                .isNotNull()
                .extracting(Integration::host)
                .isNull();
    }

    private List<String> segments() {
        return project().segments();
    }

    private Project project() {
        return Project.compile(Json.bytes(datafile));
    }

    private static Map<String, @Nullable Object> audience(String id, Object conditions) {
        return object("id", id, "name", "audience " + id, "conditions", conditions);
    }

    private static Map<String, @Nullable Object> segment(String name) {
        return object("type", "third_party_dimension", "match", "qualified", "name", "odp.audiences", "value", name);
    }
}
