package dev.optireactor.core.decision;

import dev.optireactor.core.decision.ProfileLookup.Answered;
import dev.optireactor.core.decision.ProfileLookup.Failed;
import dev.optireactor.core.decision.ProfileLookup.NoService;
import org.jspecify.annotations.Nullable;

/** The user's profile during one evaluation: what was stored, and what the flags decided so far add to it. */
final class StickyVariations {

    private final boolean asked;
    private final @Nullable String problem;
    private UserProfile profile;
    private boolean changed;

    private StickyVariations(boolean asked, @Nullable String problem, UserProfile profile) {
        this.asked = asked;
        this.problem = problem;
        this.profile = profile;
    }

    /** {@return the user's sticky variations; null if there is no profile service, or it shall be ignored} */
    static @Nullable StickyVariations of(DecisionRequest request) {
        ProfileLookup lookup = request.profile();
        if (lookup instanceof NoService || request.has(OptimizelyDecideOption.IGNORE_USER_PROFILE_SERVICE)) {
            return null;
        }
        UserProfile nothing = UserProfile.empty(request.user().userId());
        if (lookup instanceof Answered answer) {
            UserProfile stored = answer.profile();
            return new StickyVariations(true, answer.problem(), stored == null ? nothing : stored);
        }
        return lookup instanceof Failed failure
                ? new StickyVariations(true, failure.message(), nothing)
                : new StickyVariations(false, null, nothing);
    }

    /** Whether the profile service was asked. */
    boolean asked() {
        return asked;
    }

    @Nullable
    String problem() {
        return problem;
    }

    @Nullable
    String variationId(String experimentId) {
        return profile.variationIds().get(experimentId);
    }

    void remember(String experimentId, String variationId) {
        if (!variationId.equals(variationId(experimentId))) {
            profile = profile.with(experimentId, variationId);
            changed = true;
        }
    }

    /** {@return the profile with what was added; null if nothing was} */
    @Nullable
    UserProfile changes() {
        return changed ? profile : null;
    }
}
