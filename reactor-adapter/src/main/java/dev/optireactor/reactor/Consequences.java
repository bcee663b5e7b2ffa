package dev.optireactor.reactor;

import dev.optireactor.core.decision.FlagDecision;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserProfile;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.event.EventPipeline;
import dev.optireactor.reactor.notification.DecisionNotification;
import dev.optireactor.reactor.notification.NotificationHub;
import dev.optireactor.reactor.profile.ProfileService;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** What happens at the moment a decision is handed out, and only then: impressions, notification, profile. */
final class Consequences {

    private final EventPipeline events;
    private final NotificationHub notifications;
    private final @Nullable ProfileService profiles;
    private final Supplier<UUID> uuids;
    private final InstantSource clock;

    Consequences(
            EventPipeline events,
            NotificationHub notifications,
            @Nullable ProfileService profiles,
            Supplier<UUID> uuids,
            InstantSource clock) {
        this.events = events;
        this.notifications = notifications;
        this.profiles = profiles;
        this.uuids = uuids;
        this.clock = clock;
    }

    /** Sends what the flag's decision entails; never waits for the event queue. */
    OptimizelyDecision handOut(Settled settled, FlagDecision flag, ContextView context) {
        saveProfileWithFirst(settled, flag, context);
        boolean dispatched = flag.hasImpressions() && events.isSending();
        if (dispatched) {
            for (Impression impression : flag.impressions()) {
                events.offer(UserEvent.impression(
                        settled.project().eventSettings(),
                        flag.decision().userContext(),
                        impression,
                        uuids.get(),
                        clock.millis()));
            }
        }
        if (notifications.isListening(DecisionNotification.class) && !flag.isError()) {
            notifications.publish(
                    DecisionNotification.class,
                    () -> new DecisionNotification(
                            flag.decision(), flag.experimentId(), flag.variationId(), dispatched));
        }
        return flag.decision();
    }

    /** Hands the flag's decision out to someone who only wants to know: nothing is sent, but it is sticky. */
    OptimizelyDecision show(Settled settled, FlagDecision flag, ContextView context) {
        saveProfileWithFirst(settled, flag, context);
        return flag.decision();
    }

    /** Saves the new sticky variations of the whole call in the background, when its first decision is handed out. */
    private void saveProfileWithFirst(Settled settled, FlagDecision flag, ContextView context) {
        UserProfile changed = settled.decided().profileToSave();
        if (changed != null
                && profiles != null
                && flag == settled.decided().flags().get(0)) {
            profiles.save(changed, context);
        }
    }
}
