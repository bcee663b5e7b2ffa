package dev.optireactor.reactor.profile;

import dev.optireactor.core.decision.UserProfile;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A blocking service behind a scheduler. */
final class BlockingProfiles implements ReactiveUserProfileService {

    private final BlockingUserProfileService service;
    private final Scheduler scheduler;

    BlockingProfiles(BlockingUserProfileService service, Scheduler scheduler) {
        this.service = service;
        this.scheduler = scheduler;
    }

    @Override
    public Mono<UserProfile> lookup(String userId) {
        return Mono.defer(() -> read(userId)).subscribeOn(scheduler);
    }

    // Mono.defer does not take a checked exception.
    private Mono<UserProfile> read(String userId) {
        Map<String, Object> stored;
        try {
            stored = service.lookup(userId);
        } catch (Exception failure) {
            return Mono.error(failure);
        }
        if (stored == null) {
            return Mono.empty();
        }
        UserProfile profile = UserProfile.fromMap(stored);
        return profile == null ? Mono.error(new InvalidProfileException()) : Mono.just(profile);
    }

    @Override
    public Mono<Void> save(UserProfile profile) {
        return Mono.fromCallable(() -> {
                    service.save(profile.toMap());
                    return true;
                })
                .subscribeOn(scheduler)
                .then();
    }
}
