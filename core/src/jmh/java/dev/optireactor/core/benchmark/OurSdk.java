package dev.optireactor.core.benchmark;

import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.UserContext;
import java.util.List;

/** Our side, with the same users and options as the others. */
final class OurSdk {

    private OurSdk() {}

    static List<UserContext> users() {
        return Users.all(user -> UserContext.of(user.id(), user.attributes()));
    }

    static OptimizelyDecideOption[] options(boolean reasons) {
        return reasons
                ? new OptimizelyDecideOption[] {
                    OptimizelyDecideOption.DISABLE_DECISION_EVENT, OptimizelyDecideOption.INCLUDE_REASONS
                }
                : new OptimizelyDecideOption[] {OptimizelyDecideOption.DISABLE_DECISION_EVENT};
    }
}
