package dev.optireactor.core.project;

import static dev.optireactor.core.fixture.Json.array;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of holdouts that do something else than their section suggests, in the words of the Python SDK. */
class HoldoutWarningsTest {

    private final Map<String, @Nullable Object> datafile = Datafiles.empty();

    private Project project() {
        return Project.compile(Json.bytes(datafile));
    }

    @Test
    void usualHoldoutsCauseNone() {
        datafile.put("holdouts", array(ReferenceProject.holdout("71", "global", 10000, null)));
        datafile.put("localHoldouts", array(ReferenceProject.holdout("72", "local", 10000, List.of("301"))));
        assertThat(project().warnings()).isEmpty();
    }

    @Test
    void aGlobalHoldoutWithRulesStaysGlobal() {
        datafile.put("holdouts", array(ReferenceProject.holdout("71", "everyone", 10000, List.of("301"))));
        assertThat(project().warnings())
                .containsExactly("Global holdout \"everyone\" (id: 71) has \"includedRules\" which will be ignored;"
                        + " global holdouts apply to all flags.");
        assertThat(project().globalHoldouts()).hasSize(1);
    }

    @Test
    void aLocalHoldoutWithoutRulesIsLeftOut() {
        datafile.put("localHoldouts", array(ReferenceProject.holdout("72", "nobody", 10000, null)));
        assertThat(project().warnings())
                .containsExactly("Local holdout with ID \"72\" is missing required \"includedRules\" field and will be"
                        + " excluded from evaluation.");
        assertThat(project().globalHoldouts()).isEmpty();
    }

    @Test
    void aLocalHoldoutForNoRuleIsTold() {
        datafile.put("localHoldouts", array(ReferenceProject.holdout("72", "inert", 10000, List.of())));
        assertThat(project().warnings())
                .containsExactly(
                        "Local holdout \"inert\" (id: 72) has empty \"includedRules\" and applies to no rule.");
    }

    @Test
    void aHoldoutThatOccursTwiceIsTold() {
        datafile.put("holdouts", array(ReferenceProject.holdout("71", "global", 10000, null)));
        datafile.put("localHoldouts", array(ReferenceProject.holdout("71", "local", 10000, List.of("301"))));
        assertThat(project().warnings())
                .containsExactly("Holdout id 71 occurs more than once; each entry is evaluated.");
    }

    @Test
    void whatIsNotRunningIsJudgedToo() {
        Map<String, @Nullable Object> draft = ReferenceProject.holdout("72", "draft", 10000, null);
        draft.put("status", "Draft");
        datafile.put("localHoldouts", array(draft));
        assertThat(project().warnings()).hasSize(1);
    }

    @Test
    void aHoldoutWithoutIdOrKeyIsSkipped() {
        Map<String, @Nullable Object> nameless = ReferenceProject.holdout("71", "global", 10000, null);
        nameless.remove("key");
        datafile.put("holdouts", array(nameless));
        assertThat(project().warnings())
                .singleElement()
                .asString()
                .startsWith("a holdout without id or key is skipped (at /holdouts");
        assertThat(project().globalHoldouts()).isEmpty();
    }
}
