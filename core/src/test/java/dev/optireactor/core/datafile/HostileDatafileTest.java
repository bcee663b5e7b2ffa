package dev.optireactor.core.datafile;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A datafile takes time and memory in proportion to its size, whatever is in it. The time limit is a hundred times what
 * each of these takes, and a fraction of what it would take if the work grew with the square.
 */
@Timeout(60)
class HostileDatafileTest {

    private static final int MANY = 1 << 16;

    @Test
    void flagsAndVariationsThatMultiplyAreRefused() {
        List<@Nullable Object> variations = new ArrayList<>();
        List<@Nullable Object> flags = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            variations.add(variation("v" + i, "key" + i, true));
            flags.add(flag("f" + i, "flag" + i, List.of(), "R"));
        }
        Map<String, @Nullable Object> rule = Datafiles.experiment("1", "rule");
        rule.put("variations", variations);
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("rollouts", array(object("id", "R", "experiments", array(rule))));
        datafile.put("featureFlags", flags);

        assertThatThrownBy(() -> Project.compile(Json.bytes(datafile)))
                .hasMessageContaining("maxPreparedBytes")
                .isInstanceOfSatisfying(
                        InvalidDatafileException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
    }

    @Test
    void aFeatureRolloutThatIsListedManyTimesIsOneRule() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("type", "fr");
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("rollouts", array(object("id", "R", "experiments", array(Datafiles.experiment("1", "everyone")))));
        datafile.put("featureFlags", array(flag("201", "f", Collections.nCopies(MANY, "301"), "R")));

        Project project = Project.compile(Json.bytes(datafile));

        assertThat(project.optimizelyConfig().experimentsMap())
                .hasEntrySatisfying(
                        "e", shown -> assertThat(shown.variationsMap()).hasSizeLessThan(3));
    }

    @Test
    void aLongIdThatIsWrittenWithAnEscapeIsNotDecodedForEachRange() {
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", array(variation("IDENTIFIER", "on", true)));
        experiment.put("trafficAllocation", new ArrayList<>(Collections.nCopies(MANY, range("x", 1))));
        String json = Json.text(Datafiles.withExperiment(experiment));

        Project project = Project.compile(
                json.replace("IDENTIFIER", "\\u0061" + "a".repeat(2 << 20)).getBytes(StandardCharsets.UTF_8));

        assertThat(project.flags()).isNotEmpty();
    }

    @Test
    void aLongIdIsNotDecodedForEachOverrideThatIsWrittenAsANumber() {
        List<@Nullable Object> variations = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Map<String, @Nullable Object> variation = variation("v" + i, "key" + i, true);
            variation.put("variables", array(object("id", i % 2, "value", "x")));
            variations.add(variation);
        }
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", variations);
        Map<String, @Nullable Object> flag = flag("201", "f", List.of("301"), "");
        String longId = "i".repeat(2 << 20);
        flag.put("variables", array(object("id", longId, "key", "k", "type", "string", "defaultValue", "d")));
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("featureFlags", array(flag));

        assertThat(Project.compile(Json.bytes(datafile)).flags()).hasSize(1);
    }

    @Test
    void whitelistedUsersThatAllCollideAreRefused() {
        Map<String, @Nullable Object> users = object();
        collidingTexts().forEach(user -> users.put(user, "on"));
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("forcedVariations", users);

        assertThatThrownBy(() -> Project.compile(Json.bytes(Datafiles.withExperiment(experiment))))
                .isInstanceOfSatisfying(
                        InvalidDatafileException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.LIMIT_EXCEEDED));
    }

    @Test
    void manyUsersMayBeWhitelisted() {
        Map<String, @Nullable Object> users = object();
        for (int i = 0; i < MANY; i++) {
            users.put("user-" + i, "on");
        }
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("forcedVariations", users);

        Project project = Project.compile(Json.bytes(Datafiles.withExperiment(experiment)));

        assertThat(project.whitelisted("user-65535")).containsEntry("301", "on");
    }

    @Test
    void audienceTreesMayCollide() {
        List<@Nullable Object> rules = new ArrayList<>();
        for (String id : collidingTexts()) {
            Map<String, @Nullable Object> rule = Datafiles.experiment("1", "rule");
            rule.put("audienceConditions", array("or", id));
            rules.add(rule);
        }
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("rollouts", array(object("id", "R", "experiments", rules)));
        datafile.put("featureFlags", array(flag("201", "f", List.of(), "R")));

        assertThat(Project.compile(Json.bytes(datafile)).flags().get(0).deliveryRules())
                .hasSize(MANY);
    }

    @Test
    void textsThatRepeatMayCollide() {
        List<@Nullable Object> variations = new ArrayList<>();
        collidingTexts().forEach(text -> variations.add(variation(text, text, true)));
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", variations);
        Map<String, @Nullable Object> datafile = Datafiles.empty();
        datafile.put("experiments", array(experiment));

        assertThat(Project.compile(Json.bytes(datafile)).optimizelyConfig().experimentsMap())
                .hasEntrySatisfying(
                        "e", shown -> assertThat(shown.variationsMap()).hasSize(MANY));
    }

    @Test
    void aFlagMayHaveManyVariablesAndOverrides() {
        List<@Nullable Object> variables = new ArrayList<>();
        List<@Nullable Object> overrides = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            variables.add(object("id", "v" + i, "key", "key" + i, "type", "integer", "defaultValue", "1"));
            overrides.add(object("id", "v" + i, "value", "2"));
        }
        Map<String, @Nullable Object> variation = variation("401", "on", true);
        variation.put("variables", overrides);
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", array(variation));
        Map<String, @Nullable Object> flag = flag("201", "f", List.of("301"), "");
        flag.put("variables", variables);
        Map<String, @Nullable Object> datafile = Datafiles.withExperiment(experiment);
        datafile.put("featureFlags", array(flag));

        Project project = Project.compile(Json.bytes(datafile));

        assertThat(project.optimizelyConfig().featuresMap())
                .hasEntrySatisfying(
                        "f", shown -> assertThat(shown.variablesMap()).hasSize(MANY));
        assertThat(project.flags().get(0).experimentRules().get(0).outcomeById("401"))
                .satisfies(outcome ->
                        assertThat(outcome.variables().toMap()).hasSize(MANY).containsEntry("key" + (MANY - 1), 2));
    }

    @Test
    void aRuleMayHaveManyRangesAndVariations() {
        List<@Nullable Object> variations = new ArrayList<>();
        List<@Nullable Object> ranges = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            variations.add(variation("v" + i, "key" + i, true));
            ranges.add(range("v" + i, i));
        }
        Map<String, @Nullable Object> experiment = Datafiles.experiment("301", "e");
        experiment.put("variations", variations);
        experiment.put("trafficAllocation", ranges);

        Project project = Project.compile(Json.bytes(Datafiles.withExperiment(experiment)));

        assertThat(project.flags().get(0).experimentRules().get(0).outcomeInBucket(9999))
                .satisfies(outcome -> assertThat(outcome.variationKey()).isEqualTo("key10000"));
    }

    /** {@return many different texts of the same hash} */
    private static List<String> collidingTexts() {
        List<String> texts = new ArrayList<>(List.of(""));
        while (texts.size() < MANY) {
            List<String> longer = new ArrayList<>();
            for (String text : texts) {
                longer.add(text + "Aa");
                longer.add(text + "BB");
            }
            texts = longer;
        }
        return texts;
    }
}
