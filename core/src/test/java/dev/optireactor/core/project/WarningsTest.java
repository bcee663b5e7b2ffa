package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Datafiles.flag;
import static dev.optireactor.core.fixture.Json.array;
import static dev.optireactor.core.fixture.Json.object;
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
    void aGlobalHoldoutWithRulesIsTold() {
        Map<String, @Nullable Object> holdout = holdout("71", "gh");
        holdout.put("includedRules", array("301"));
        datafile.put("holdouts", array(holdout));

        assertThat(warnings())
                .containsExactly("Global holdout \"gh\" (id: 71) has \"includedRules\" which will be ignored; "
                        + "global holdouts apply to all flags.");
    }

    @Test
    void aLocalHoldoutWithoutRulesIsTold() {
        Map<String, @Nullable Object> inert = holdout("74", "inert");
        inert.put("includedRules", array());
        datafile.put("localHoldouts", array(holdout("73", "lh"), inert));

        assertThat(warnings())
                .containsExactly(
                        "Local holdout with ID \"73\" is missing required \"includedRules\" field and will be "
                                + "excluded from evaluation.",
                        "Local holdout \"inert\" (id: 74) has empty \"includedRules\" and applies to no rule.");
    }

    @Test
    void aHoldoutThatOccursTwiceIsTold() {
        datafile.put("holdouts", array(holdout("71", "gh"), holdout("71", "again")));

        assertThat(warnings()).containsExactly("Holdout id 71 occurs more than once; each entry is evaluated.");
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

    private static Map<String, @Nullable Object> holdout(String id, String key) {
        return object("id", id, "key", key, "status", "Running", "variations", array(), "trafficAllocation", array());
    }
}
