package dev.optireactor.reactor.profile;

import dev.optireactor.core.decision.UserProfile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A user's service that answers as told, and throws when told nothing. */
final class ScriptedProfiles implements ReactiveUserProfileService {

    @Nullable
    Mono<UserProfile> lookup = Mono.empty();

    @Nullable
    Mono<Void> save = Mono.empty();

    @Nullable
    UserProfile savedProfile;

    int lookups;

    @Override
    public Mono<UserProfile> lookup(String userId) {
        lookups++;
        if (lookup == null) {
            throw new IllegalStateException("thrown");
        }
        return lookup;
    }

    @Override
    public Mono<Void> save(UserProfile profile) {
        savedProfile = profile;
        if (save == null) {
            throw new IllegalStateException("thrown");
        }
        return save;
    }
}
