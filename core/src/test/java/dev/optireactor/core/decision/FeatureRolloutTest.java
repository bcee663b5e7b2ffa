package dev.optireactor.core.decision;

import static dev.optireactor.core.fixture.Json.array;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.Optimizely;
import dev.optireactor.core.config.OptimizelyExperiment;
import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.fixture.Datafiles;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** exp1 of the reference project as a feature rollout: ctl for buckets below 2000; u1 has 4807. */
class FeatureRolloutTest {

    private static final UserContext USER = UserContext.of("u1", Map.of("country", "US"));

    private final Map<String, @Nullable Object> datafile = ReferenceProject.datafile();

    FeatureRolloutTest() {
        Json.objectAt(datafile, "/experiments/0").put("type", "fr");
        Json.set(datafile, "/experiments/0/trafficAllocation", array(Datafiles.range("401", 2000)));
        datafile.put("sendFlagDecisions", false);
    }

    private Optimizely optimizely() {
        return Optimizely.compile(Json.bytes(datafile));
    }

    @Test
    void whoeverPassesTheAudienceIsDecidedByTheRule() {
        DecisionRequest request = DecisionRequest.decide(USER, "f", DecideOptions.none())
                .with(ProfileLookup.found(UserProfile.empty("u1")));
        Decided decided = (Decided) optimizely().evaluate(request);
        FlagDecision flag = decided.flags().get(0);

        assertThat(flag.decision().variationKey()).isEqualTo("off");
        assertThat(flag.decision().ruleKey()).isEqualTo("exp1");
        assertThat(flag.impressions()).singleElement().satisfies(impression -> {
            assertThat(impression.outcome().source().wireName()).isEqualTo("feature-test");
            assertThat(Objects.requireNonNull(impression.outcome().rule()).campaignId())
                    .isEqualTo("L301");
        });
        assertThat(Objects.requireNonNull(decided.profileToSave()).variationIds())
                .isEqualTo(Map.of("301", "9503"));
    }

    @Test
    void theRulesOwnTrafficComesFirst() {
        Json.set(datafile, "/experiments/0/trafficAllocation", array(Datafiles.range("401", 4808)));
        assertThat(optimizely().decide(USER, "f").variationKey()).isEqualTo("ctl");
    }

    @Test
    void whoFailsTheAudienceGoesOnToTheRollout() {
        assertThat(optimizely().decide(UserContext.of("u1"), "f").ruleKey()).isEqualTo("dr2");
    }

    @Test
    void theAddedVariationKeepsItsOverrides() {
        Json.set(datafile, "/rollouts/0/experiments/2/variations/0/featureEnabled", true);
        Json.set(
                datafile,
                "/rollouts/0/experiments/2/variations/0/variables",
                array(Json.object("id", "vs", "value", "everyone")));
        assertThat(optimizely().decide(USER, "f").variables().getValue("s", String.class))
                .isEqualTo("everyone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "mab", "cmab", "td", "FR", "", "other"})
    void onlyTheTypeFrAddsAVariation(String type) {
        Json.set(datafile, "/experiments/0/type", type);
        assertThat(optimizely().decide(USER, "f").ruleKey()).isEqualTo("dr2");
    }

    @Test
    void withoutARolloutNothingIsAdded() {
        Json.set(datafile, "/featureFlags/0/rolloutId", "");
        assertThat(optimizely().decide(USER, "f").variationKey()).isNull();
        Json.set(datafile, "/featureFlags/0/rolloutId", "unknown");
        assertThat(optimizely().decide(USER, "f").variationKey()).isNull();
    }

    @Test
    void aRolloutWithoutRulesOrVariationsAddsNothing() {
        Json.set(datafile, "/rollouts/0/experiments/2/variations", array());
        assertThat(optimizely().decide(USER, "f").ruleKey()).isEqualTo("dr2");
        Json.set(datafile, "/rollouts/0/experiments", array());
        assertThat(optimizely().decide(USER, "f").variationKey()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void flagsThatShareTheRuleSeeTheVariationWhateverTheirOrder(int position) {
        Json.listAt(datafile, "/featureFlags").add(position, Datafiles.flag("204", "shared", List.of("301"), ""));
        assertThat(optimizely().decide(USER, "shared").variationKey()).isEqualTo("off");
        assertThat(optimizely().decide(USER, "f").variationKey()).isEqualTo("off");
    }

    @Test
    void theAddedVariationIsShownInTheConfig() {
        OptimizelyExperiment shown = Objects.requireNonNull(
                optimizely().optimizelyConfig().experimentsMap().get("exp1"));
        assertThat(shown.variationsMap().keySet()).containsExactly("ctl", "trt", "off");
    }
}
