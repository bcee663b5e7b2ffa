package dev.optireactor.core.differential;

import com.optimizely.ab.Optimizely;
import com.optimizely.ab.OptimizelyDecisionContext;
import com.optimizely.ab.OptimizelyForcedDecision;
import com.optimizely.ab.OptimizelyUserContext;
import com.optimizely.ab.bucketing.UserProfileService;
import com.optimizely.ab.optimizelydecision.OptimizelyDecideOption;
import com.optimizely.ab.optimizelydecision.OptimizelyDecision;
import dev.optireactor.core.generated.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The official Java SDK on one datafile. */
final class OfficialSdk {

    private final Profiles profiles = new Profiles();
    private final Optimizely withProfiles;
    private final Optimizely withoutProfiles;

    OfficialSdk(String datafile) {
        withProfiles = Optimizely.builder()
                .withDatafile(datafile)
                .withEventProcessor(event -> {})
                .withUserProfileService(profiles)
                .build();
        withoutProfiles = Optimizely.builder()
                .withDatafile(datafile)
                .withEventProcessor(event -> {})
                .build();
    }

    /** Whether it accepts the datafile. */
    boolean isReady() {
        return withoutProfiles.isValid();
    }

    /** Its answers for all flags, one call for all. */
    Answers decideAll(User user) {
        profiles.stored = user.profile();
        profiles.saved = null;
        Map<String, Answer> answers = new HashMap<>();
        context(user).decideAll(options(user)).forEach((flag, decision) -> answers.put(flag, answer(decision)));
        return new Answers(answers, profiles.saved);
    }

    /** Its answer for one flag, in a call of its own. */
    Answer decide(User user, String flagKey) {
        profiles.stored = user.profile();
        try {
            return answer(context(user).decide(flagKey, options(user)));
        } catch (RuntimeException bug) {
            return Answer.thrown(bug);
        }
    }

    private OptimizelyUserContext context(User user) {
        Optimizely client = user.profile() == null ? withoutProfiles : withProfiles;
        OptimizelyUserContext context = Objects.requireNonNull(client.createUserContext(user.id(), user.attributes()));
        if (user.segments() != null) {
            context.setQualifiedSegments(user.segments());
        }
        for (User.Forced forced : user.forced()) {
            context.setForcedDecision(
                    new OptimizelyDecisionContext(forced.flagKey(), forced.ruleKey()),
                    new OptimizelyForcedDecision(forced.variationKey()));
        }
        return context;
    }

    private static List<OptimizelyDecideOption> options(User user) {
        return user.options().stream()
                .map(option -> OptimizelyDecideOption.valueOf(option.name()))
                .toList();
    }

    private static Answer answer(OptimizelyDecision decision) {
        Map<String, Object> variables = decision.getVariables().toMap();
        return Answer.of(decision.getVariationKey(), decision.getEnabled(), decision.getRuleKey(), variables);
    }

    /** Holds one user's profile at a time. */
    private static final class Profiles implements UserProfileService {

        private @Nullable Map<String, String> stored;
        private @Nullable Map<String, String> saved;

        @Override
        public Map<String, Object> lookup(String userId) {
            Map<String, Map<String, Object>> entries = new HashMap<>();
            Objects.requireNonNull(stored)
                    .forEach((experiment, variation) -> entries.put(experiment, Map.of(variationIdKey, variation)));
            return Map.of(userIdKey, userId, experimentBucketMapKey, entries);
        }

        @Override
        public void save(Map<String, Object> profile) {
            Map<String, String> variations = new TreeMap<>();
            ((Map<?, ?>) Objects.requireNonNull(profile.get(experimentBucketMapKey)))
                    .forEach((experiment, entry) -> variations.put(
                            String.valueOf(experiment), String.valueOf(((Map<?, ?>) entry).get(variationIdKey))));
            saved = variations;
        }
    }
}
