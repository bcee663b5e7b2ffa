package dev.optireactor.reactor.profile;

import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Looks profiles up in the user's service and saves them there, without letting it hold up a decision. Internal. */
public final class ProfileService {

    private final ReactiveUserProfileService service;
    private final ProfileSettings settings;
    private final Scheduler timer;
    private final Reporter lookups;
    private final Reporter saves;
    private final AtomicInteger pendingSaves = new AtomicInteger();
    private final Set<Sinks.Empty<Void>> unfinished = ConcurrentHashMap.newKeySet();
    private final Sinks.Empty<Void> disposed = Sinks.empty();

    /**
     * Creates the service; nothing is started.
     *
     * @param service the user's service, which stays the user's
     * @param settings limits
     * @param timer runs timeouts
     * @param listener is told of failures
     */
    public ProfileService(
            ReactiveUserProfileService service, ProfileSettings settings, Scheduler timer, Listener listener) {
        this.service = service;
        this.settings = settings;
        this.timer = timer;
        // They fail independently: a store may be readable and full.
        this.lookups = new Reporter(Conversation.PROFILES, listener);
        this.saves = new Reporter(Conversation.PROFILES, listener);
    }

    /**
     * Looks up what is stored of a user.
     * <p>
     * Cold: each subscription asks the service. Signals on the service's thread, or on the timer's when it is late.
     * Cancelling cancels the lookup.
     *
     * @param userId whose profile
     * @return what is known then; never fails: a failure, which has been logged and reported already, is an answer too, a
     *     {@link ProfileLookup.Failed} one, after which nothing may be saved
     */
    public Mono<ProfileLookup> lookup(String userId) {
        return Mono.defer(() -> service.lookup(userId))
                .map(ProfileLookup::found)
                .switchIfEmpty(Mono.fromSupplier(ProfileLookup::nothing))
                .timeout(settings.lookupTimeout(), Mono.error(this::late), timer)
                .doOnNext(answer -> lookups.succeeded())
                .onErrorResume(failure -> Mono.just(answer(failure)))
                .checkpoint("look up profile");
    }

    private Throwable late() {
        return new ProfileFailedException(
                "The UserProfileService gave no answer within "
                        + settings.lookupTimeout().toMillis() + "ms.",
                null);
    }

    private ProfileLookup answer(Throwable failure) {
        if (failure instanceof InvalidProfileException) {
            lookups.failed(failure);
            return ProfileLookup.invalid();
        }
        lookups.failed(
                failure instanceof ProfileFailedException
                        ? failure
                        : ProfileFailedException.of("Unable to retrieve user profile as lookup failed", failure));
        String message = failure.getMessage();
        return ProfileLookup.failed(message == null ? failure.getClass().getSimpleName() : message);
    }

    /**
     * Saves a profile in the background. Returns before it is saved; a failure is logged and reported.
     *
     * @param profile the whole profile; after a lookup that {@linkplain ProfileLookup.Failed failed} there is none to
     *     save
     * @param context what the service sees, as it does when it looks up
     */
    public void save(UserProfile profile, ContextView context) {
        if (pendingSaves.incrementAndGet() > settings.maxPendingSaves()) {
            pendingSaves.decrementAndGet();
            saves.failed(new ProfileFailedException(
                    "Failed to save user profile (" + settings.maxPendingSaves() + " are being saved already).", null));
            return;
        }
        Sinks.Empty<Void> finished = Sinks.empty();
        unfinished.add(finished);
        Mono<Void> abandoned = disposed.asMono().then(Mono.error(() -> new ClientClosedException("save profile")));
        Mono.firstWithSignal(abandoned, Mono.defer(() -> service.save(profile)).timeout(settings.saveTimeout(), timer))
                .doFinally(signal -> {
                    unfinished.remove(finished);
                    pendingSaves.decrementAndGet();
                    finished.tryEmitEmpty();
                })
                .subscribe(ignored -> {}, this::notSaved, saves::succeeded, Context.of(context));
    }

    private void notSaved(Throwable failure) {
        saves.failed(ProfileFailedException.of("Failed to save user profile", failure));
    }

    /**
     * Waits for what is being saved.
     * <p>
     * Cold: waits, at each subscription, for the saves that have begun by then. Cancelling stops waiting, nothing else.
     *
     * @return completes when they are done or have failed
     */
    public Mono<Void> drain() {
        return Mono.defer(
                () -> Mono.when(unfinished.stream().map(Sinks.Empty::asMono).toList()));
    }

    /** Abandons what is being saved, and whatever is given to be saved from now on; each counts as a failure. */
    public void dispose() {
        int abandoned = pendingSaves.get();
        if (abandoned > 0) {
            saves.logger().warn("closed before {} profile(s) were saved; raise closeTimeout", abandoned);
        }
        disposed.tryEmitEmpty();
    }
}
