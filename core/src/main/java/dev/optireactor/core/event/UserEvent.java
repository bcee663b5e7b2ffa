package dev.optireactor.core.event;

import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.decision.Impression;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.EventSettings;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is reported about a user: an impression or a conversion. Immutable, with the settings, the time and the
 * id that it had when it happened, however late it is sent and however often. Of the user it keeps what is sent only.
 */
public final class UserEvent {

    private static final int SKELETON = ("{'visitor_id':'','attributes':[],'snapshots':[{'events':[{'entity_id':'',"
                    + "'key':'','uuid':'00000000-0000-0000-0000-000000000000','timestamp':0000000000000}]}]},")
            .length();

    private final EventSettings settings;
    private final String userId;
    private final EventAttributes attributes;
    private final EventContent content;
    private final UUID uuid;
    private final long timestampMillis;

    private UserEvent(EventSettings settings, UserContext user, EventContent content, UUID uuid, long timestampMillis) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.userId = Objects.requireNonNull(user, "user").userId();
        this.attributes = EventAttributes.of(settings, user);
        this.content = content;
        this.uuid = Objects.requireNonNull(uuid, "uuid");
        this.timestampMillis = timestampMillis;
    }

    /**
     * {@return that a user was shown something}
     *
     * @param settings the settings of the project that decided
     * @param user the user as decided for
     * @param impression what was shown
     * @param uuid makes the event known when it arrives twice
     * @param timestampMillis when it happened, in milliseconds since the epoch
     */
    public static UserEvent impression(
            EventSettings settings, UserContext user, Impression impression, UUID uuid, long timestampMillis) {
        Objects.requireNonNull(impression, "impression");
        return new UserEvent(settings, user, new EventContent.Shown(impression), uuid, timestampMillis);
    }

    /**
     * {@return that a user did something}
     *
     * @param settings the settings of the project that knows the event
     * @param user the user
     * @param event what was done
     * @param tags more about it, or null; copied in depth. Nulls and numbers that are not finite are left out. Never
     *     throws for what is in them: an event whose tags cannot be read is refused when it is written
     * @param uuid makes the event known when it arrives twice
     * @param timestampMillis when it happened, in milliseconds since the epoch
     */
    public static UserEvent conversion(
            EventSettings settings,
            UserContext user,
            Event event,
            @Nullable Map<String, ?> tags,
            UUID uuid,
            long timestampMillis) {
        Objects.requireNonNull(event, "event");
        return new UserEvent(settings, user, new EventContent.Done(event, EventTags.of(tags)), uuid, timestampMillis);
    }

    /** {@return the settings of the project that the event was created under} */
    public EventSettings settings() {
        return settings;
    }

    /** {@return the user's id} */
    public String userId() {
        return userId;
    }

    /** {@return the id by which the service knows an event that arrives twice} */
    public UUID uuid() {
        return uuid;
    }

    /** {@return when it happened, in milliseconds since the epoch} */
    public long timestampMillis() {
        return timestampMillis;
    }

    /** {@return the event's key; {@code campaign_activated} for an impression} */
    public String key() {
        return content.key();
    }

    /**
     * {@return whether both can be in one batch: it states account, project, revision and anonymity once, and goes to one
     * region}
     *
     * @param other another event
     */
    public boolean sharesBatchWith(UserEvent other) {
        EventSettings ours = settings;
        EventSettings theirs = other.settings;
        // A text that is the very same object, as it is within one revision, is compared in no time.
        return ours.revision().equals(theirs.revision())
                && ours.projectId().equals(theirs.projectId())
                && ours.accountId().equals(theirs.accountId())
                && ours.region().equals(theirs.region())
                && ours.anonymizeIp() == theirs.anonymizeIp();
    }

    /** {@return about how many bytes the event's JSON has, rather too many than too few; cheap} */
    public int estimatedBytes() {
        return SKELETON
                + EventAttributes.estimatedText(userId)
                + attributes.estimatedBytes()
                + content.estimatedBytes();
    }

    EventAttributes attributes() {
        return attributes;
    }

    EventContent content() {
        return content;
    }

    /** {@return key and id of the event, nothing about the user} */
    @Override
    public String toString() {
        return "UserEvent[" + key() + " " + uuid + "]";
    }
}
