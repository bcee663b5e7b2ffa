package dev.optireactor.core.benchmark;

import com.optimizely.ab.OptimizelyUserContext;
import dev.optireactor.core.Optimizely;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes sure, before anything is measured, that both sides decide the same: variation, rule, and all variables. */
final class Agreement {

    private Agreement() {}

    /** {@return how many decisions were compared} */
    static int check(int flags) {
        Optimizely ours = Optimizely.compile(Datafiles.bytes(flags));
        List<UserContext> ourUsers = OurSdk.users();
        List<OptimizelyUserContext> theirUsers = OfficialSdk.users(OfficialSdk.client(Datafiles.text(flags)));
        int compared = 0;
        for (int i = 0; i < Users.COUNT; i++) {
            Map<String, com.optimizely.ab.optimizelydecision.OptimizelyDecision> theirs =
                    theirUsers.get(i).decideAll(OfficialSdk.options(false));
            List<OptimizelyDecision> decisions = ours.decideAll(ourUsers.get(i));
            if (decisions.size() != theirs.size()) {
                throw new IllegalStateException(decisions.size() + " decisions, officially " + theirs.size());
            }
            for (OptimizelyDecision decision : decisions) {
                check(decision, Objects.requireNonNull(theirs.get(decision.flagKey())));
                compared++;
            }
        }
        return compared;
    }

    private static void check(OptimizelyDecision ours, com.optimizely.ab.optimizelydecision.OptimizelyDecision theirs) {
        boolean same = Objects.equals(ours.variationKey(), theirs.getVariationKey())
                && Objects.equals(ours.ruleKey(), theirs.getRuleKey())
                && ours.enabled() == theirs.getEnabled()
                && ours.variables().toMap().equals(plain(theirs.getVariables().toMap()));
        if (!same) {
            throw new IllegalStateException("ours " + ours + ", officially " + theirs);
        }
    }

    /** By way of text, since nested values of the official SDK are of its parser's own types. */
    private static Object plain(Map<String, Object> variables) {
        return JsonText.parse(JsonText.write(variables));
    }
}
