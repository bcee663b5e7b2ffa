package dev.optireactor.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.optireactor.core.decision.Evaluation.Decided;
import dev.optireactor.core.decision.Evaluation.Pending;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Need.StoredProfile;
import dev.optireactor.core.json.OptimizelyJSON;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes into the kernel and comes out of it: nulls are refused at the door, and nothing changes afterwards. */
class DecisionRequestTest {

    private static final UserContext USER = UserContext.of("secret-user", Map.of("a", "secret-value"));

    private record NullArgument(String name, ThrowingCallable call) {}

    @ParameterizedTest
    @MethodSource
    void nullIsRefusedByName(NullArgument argument) {
        assertThatNullPointerException().isThrownBy(argument.call()).withMessage(argument.name());
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"})
    static List<NullArgument> nullIsRefusedByName() {
        DecideOptions none = DecideOptions.none();
        return List.of(
                new NullArgument("user", () -> DecisionRequest.decide(null, "f", none)),
                new NullArgument("flagKey", () -> DecisionRequest.decide(USER, null, none)),
                new NullArgument("options", () -> DecisionRequest.decide(USER, "f", null)),
                new NullArgument("flagKeys", () -> DecisionRequest.decideForKeys(USER, null, none)),
                new NullArgument(
                        "a flag key", () -> DecisionRequest.decideForKeys(USER, Arrays.asList("f", null), none)),
                new NullArgument("user", () -> DecisionRequest.decideAll(null, none)),
                new NullArgument("options", () -> DecideOptions.of((OptimizelyDecideOption[]) null)),
                new NullArgument("an option", () -> DecideOptions.of((OptimizelyDecideOption) null)));
    }

    @Test
    void whatWasHandedOverIsCopied() {
        List<String> reasons = new ArrayList<>(List.of("why"));
        OptimizelyDecision byHand =
                new OptimizelyDecision("f", null, false, OptimizelyJSON.empty(), null, USER, reasons);
        OptimizelyDecision error = OptimizelyDecision.error("f", USER, reasons);
        List<FlagDecision> flags = new ArrayList<>(List.of(FlagDecision.error(error)));
        Decided decided = new Decided(flags, null);
        Set<Need> needs = new LinkedHashSet<>(Set.of(new StoredProfile("u")));
        Pending pending = new Pending(needs);
        Map<String, Object> attributes = new HashMap<>(Map.of("a", 1));
        BanditPrediction prediction = new BanditPrediction("f", "1", "u", attributes);

        reasons.clear();
        flags.clear();
        needs.clear();
        attributes.clear();

        assertThat(byHand.reasons()).containsExactly("why");
        assertThat(error.reasons()).containsExactly("why");
        assertThat(decided.flags()).hasSize(1);
        assertThat(pending.needs()).hasSize(1);
        assertThat(prediction.attributes()).hasSize(1);
    }

    @Test
    void nothingAboutTheUserIsPrinted() {
        UserProfile profile = new UserProfile("secret-user", Map.of("1", "a"));
        BanditPrediction prediction = new BanditPrediction("f", "1", "secret-user", Map.of("a", "secret-value"));
        OptimizelyDecision decision = OptimizelyDecision.error("f", USER, List.of("User secret-user is not in it."));
        List<Object> printed = List.of(
                USER,
                profile,
                decision,
                prediction,
                new StoredProfile("secret-user"),
                new Pending(Set.of(prediction)),
                new Decided(List.of(FlagDecision.error(decision)), profile),
                ProfileLookup.found(profile));

        assertThat(printed).allSatisfy(each -> assertThat(each.toString()).doesNotContain("secret"));
        assertThat(decision.toString()).contains("flagKey=f", "1 reasons");
        assertThat(prediction.toString()).contains("flagKey=f", "ruleId=1", "1 attributes");
        assertThat(profile.toString()).contains("1 variations");
    }
}
