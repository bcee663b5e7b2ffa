package dev.optireactor.core.decision;

import dev.optireactor.core.decision.ProfileLookup.Answered;
import dev.optireactor.core.decision.ProfileLookup.Failed;
import dev.optireactor.core.decision.ProfileLookup.NoService;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The user's profile during one evaluation: what was stored, and what the flags decided so far add to it. */
final class StickyVariations {

    private final boolean asked;
    private final boolean savable;
    private final @Nullable String problem;
    private final UserProfile stored;
    private final Map<String, String> added = new LinkedHashMap<>();

    private StickyVariations(boolean asked, boolean savable, @Nullable String problem, UserProfile stored) {
        this.asked = asked;
        this.savable = savable;
        this.problem = problem;
        this.stored = stored;
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
            return new StickyVariations(true, true, answer.problem(), stored == null ? nothing : stored);
        }
        return lookup instanceof Failed failure
                ? new StickyVariations(true, false, failure.message(), nothing)
                : new StickyVariations(false, false, null, nothing);
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
        String newer = added.get(experimentId);
        return newer == null ? stored.variationIds().get(experimentId) : newer;
    }

    void remember(String experimentId, String variationId) {
        if (!variationId.equals(variationId(experimentId))) {
            added.put(experimentId, variationId);
        }
    }

    /** {@return the profile with what was added; null if nothing was, or if what is stored is not known} */
    @Nullable
    UserProfile changes() {
        return savable && !added.isEmpty() ? stored.with(added) : null;
    }
}
