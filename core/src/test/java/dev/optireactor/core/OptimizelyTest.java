package dev.optireactor.core;

import static dev.optireactor.core.decision.OptimizelyDecideOption.ENABLED_FLAGS_ONLY;
import static dev.optireactor.core.decision.OptimizelyDecideOption.EXCLUDE_VARIABLES;
import static dev.optireactor.core.decision.OptimizelyDecideOption.INCLUDE_REASONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.fixture.Json;
import dev.optireactor.core.fixture.ReferenceProject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The facade on the reference project: f is on for u1 in the US, g has no rules, h is on for everyone. */
class OptimizelyTest {

    private static final UserContext USER = UserContext.of("u1", Map.of("country", "US"));

    private final Optimizely optimizely = Optimizely.compile(Json.bytes(ReferenceProject.datafile()));

    private static List<String> keys(List<OptimizelyDecision> decisions) {
        return decisions.stream().map(OptimizelyDecision::flagKey).toList();
    }

    @Test
    void decidesOneFlag() {
        OptimizelyDecision decision = optimizely.decide(USER, "f", INCLUDE_REASONS);
        assertThat(decision.ruleKey()).isEqualTo("exp1");
        assertThat(decision.userContext()).isSameAs(USER);
        assertThat(decision.reasons()).isNotEmpty();
        assertThat(decision.variables().isEmpty()).isFalse();
        assertThat(optimizely.decide(USER, "f", EXCLUDE_VARIABLES).variables().isEmpty())
                .isTrue();
    }

    @Test
    void decidesOneFlagThatIsOffEvenIfOnlyEnabledOnesAreWanted() {
        assertThat(optimizely.decide(USER, "g", ENABLED_FLAGS_ONLY).enabled()).isFalse();
    }

    @Test
    void anUnknownFlagIsADecisionWithAReason() {
        assertThat(optimizely.decide(USER, "nope").reasons()).containsExactly("No flag was found for key \"nope\".");
        assertThat(keys(optimizely.decideForKeys(USER, List.of("nope", "f")))).containsExactly("nope", "f");
    }

    @Test
    void decidesTheKeysInTheirOrderAndEachOnce() {
        assertThat(keys(optimizely.decideForKeys(USER, List.of("h", "f", "h", "f", "g"))))
                .containsExactly("h", "f", "g");
        assertThat(optimizely.decideForKeys(USER, List.of())).isEmpty();
    }

    @Test
    void decidesAllInTheOrderOfTheDatafile() {
        assertThat(keys(optimizely.decideAll(USER))).containsExactly("f", "g", "h");
    }

    @Test
    void leavesOutFlagsThatAreOffIfOnlyEnabledOnesAreWanted() {
        UserContext abroad = UserContext.of("u1", Map.of("country", "FR"));
        assertThat(keys(optimizely.decideAll(abroad, ENABLED_FLAGS_ONLY))).containsExactly("f", "h");
        assertThat(keys(optimizely.decideForKeys(abroad, List.of("h", "g", "f"), ENABLED_FLAGS_ONLY)))
                .containsExactly("h", "f");
    }

    @Test
    void manyDecisionsAreThoseOfSingleCalls() {
        assertThat(optimizely.decideAll(USER, INCLUDE_REASONS))
                .containsExactly(
                        optimizely.decide(USER, "f", INCLUDE_REASONS),
                        optimizely.decide(USER, "g", INCLUDE_REASONS),
                        optimizely.decide(USER, "h", INCLUDE_REASONS));
    }

    @Test
    void aBanditIsPassedOverWithAReason() {
        Map<String, @Nullable Object> datafile = ReferenceProject.datafile();
        ReferenceProject.makeBandit(datafile);
        OptimizelyDecision decision = Optimizely.compile(Json.bytes(datafile)).decide(USER, "f", INCLUDE_REASONS);
        assertThat(decision.ruleKey()).isEqualTo("dr2");
        assertThat(decision.reasons()).contains("CMAB is not supported in sync mode.");
    }

    @Test
    void aDatafileThatCannotBeReadIsRefused() {
        assertThatExceptionOfType(InvalidDatafileException.class).isThrownBy(() -> Optimizely.compile(new byte[0]));
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> optimizely.decide(null, "f"))
                .withMessage("user");
        assertThatNullPointerException()
                .isThrownBy(() -> optimizely.decide(USER, null))
                .withMessage("flagKey");
    }
}
