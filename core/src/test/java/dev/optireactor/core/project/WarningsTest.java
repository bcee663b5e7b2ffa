package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Datafiles.flag;
import static dev.optireactor.core.fixture.Json.array;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is skipped, ignored or doubtful in a datafile that is used all the same. */
class WarningsTest {

    private final Map<String, @Nullable Object> datafile = Datafiles.withExperiment(Datafiles.experiment("301", "e"));

    @Test
    void anOrdinaryDatafileHasNone() {
        assertThat(warnings()).isEmpty();
    }

    @Test
    void experimentsWithTheSameKeyAreToldOnce() {
        datafile.put(
                "experiments",
                array(
                        Datafiles.experiment("301", "e"),
                        Datafiles.experiment("302", "e"),
                        Datafiles.experiment("303", "e")));

        assertThat(warnings()).containsExactly("Duplicate experiment keys found in datafile: e");
    }

    @Test
    void anUnknownAudienceIsToldOnce() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("audienceConditions", array("or", "999", array("not", "999")));
        datafile.put("experiments", array(experiment));

        assertThat(warnings()).containsExactly("the audience 999 is unknown; nobody is known to be in it");
    }

    @Test
    void anUnknownRolloutAndARepeatedFlagAreTold() {
        datafile.put("featureFlags", array(flag("1", "f", List.of(), "R9"), flag("2", "f", List.of(), "")));

        assertThat(warnings())
                .containsExactly(
                        "flag \"f\" refers to the unknown rollout R9",
                        "flag key \"f\" occurs more than once; the last one is used");
    }

    private List<String> warnings() {
        return Project.compile(Json.bytes(datafile)).warnings();
    }
}
