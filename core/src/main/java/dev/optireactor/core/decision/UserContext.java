package dev.optireactor.core.decision;

import dev.optireactor.core.bucketing.HashPrefix;
import dev.optireactor.core.condition.Subject;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user at one moment: id, attributes, qualified segments and forced decisions. Immutable; each {@code with…} gives a
 * new one.
 * <p>
 * Attributes are copied shallowly. Any value is kept; one that no condition or event can use is as good as absent there.
 * Equality is that of id, attributes, segments and forced decisions. Attributes are compared by their own
 * {@code equals}, which may fail, as that of a map that contains itself; the hash code leaves them out.
 */
public final class UserContext implements Subject {

    /** The attribute whose text, if it is one, is hashed instead of the user id. */
    public static final String BUCKETING_ID = "$opt_bucketing_id";

    private final String userId;
    private final Map<String, @Nullable Object> attributes;
    private final @Nullable List<String> segments;
    private final Set<String> segmentSet;
    private final Map<OptimizelyDecisionContext, OptimizelyForcedDecision> forcedDecisions;
    private final String bucketingId;
    private final HashPrefix bucketing;

    private UserContext(
            String userId,
            Map<String, @Nullable Object> attributes,
            @Nullable List<String> segments,
            Map<OptimizelyDecisionContext, OptimizelyForcedDecision> forcedDecisions) {
        this.userId = userId;
        this.attributes = attributes;
        this.segments = segments;
        this.segmentSet = segments == null || segments.isEmpty() ? Set.of() : new HashSet<>(segments);
        this.forcedDecisions = forcedDecisions;
        this.bucketingId = attributes.get(BUCKETING_ID) instanceof String text ? text : userId;
        this.bucketing = HashPrefix.of(bucketingId);
    }

    /**
     * {@return the user without attributes}
     *
     * @param userId any text, also an empty one
     */
    public static UserContext of(String userId) {
        return of(userId, Map.of());
    }

    /**
     * {@return the user}
     *
     * @param userId any text, also an empty one
     * @param attributes values by attribute key; copied. A null key is left out
     */
    public static UserContext of(String userId, Map<String, ?> attributes) {
        Objects.requireNonNull(userId, "userId");
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(Objects.requireNonNull(attributes, "attributes"));
        copy.remove(null);
        return new UserContext(userId, copy, null, Map.of());
    }

    /**
     * {@return the user with this attribute}
     *
     * @param key the attribute's key
     * @param value its value; null is kept as such
     */
    public UserContext withAttribute(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "key");
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(attributes);
        copy.put(key, value);
        return new UserContext(userId, copy, segments, forcedDecisions);
    }

    /**
     * {@return the user with these segments}
     *
     * @param qualified the segments that the user is in; null if that is not known
     */
    public UserContext withQualifiedSegments(@Nullable Collection<String> qualified) {
        if (qualified == null) {
            return new UserContext(userId, attributes, null, forcedDecisions);
        }
        qualified.forEach(segment -> Objects.requireNonNull(segment, "a qualified segment"));
        return new UserContext(userId, attributes, List.copyOf(qualified), forcedDecisions);
    }

    /**
     * {@return the user with this forced decision in place of any other for the same context}
     *
     * @param context what is forced
     * @param decision the variation it is forced to
     */
    public UserContext withForcedDecision(OptimizelyDecisionContext context, OptimizelyForcedDecision decision) {
        Map<OptimizelyDecisionContext, OptimizelyForcedDecision> copy = new HashMap<>(forcedDecisions);
        copy.put(Objects.requireNonNull(context, "context"), Objects.requireNonNull(decision, "decision"));
        return new UserContext(userId, attributes, segments, copy);
    }

    /**
     * {@return the user without that forced decision; this very object if there is none}
     *
     * @param context what shall no longer be forced
     */
    public UserContext withoutForcedDecision(OptimizelyDecisionContext context) {
        if (!forcedDecisions.containsKey(context)) {
            return this;
        }
        Map<OptimizelyDecisionContext, OptimizelyForcedDecision> copy = new HashMap<>(forcedDecisions);
        copy.remove(context);
        return new UserContext(userId, attributes, segments, copy);
    }

    /** {@return the user without forced decisions} */
    public UserContext withoutForcedDecisions() {
        return forcedDecisions.isEmpty() ? this : new UserContext(userId, attributes, segments, Map.of());
    }

    /** {@return the user's id} */
    public String userId() {
        return userId;
    }

    /** {@return an immutable view of the attributes, in the order in which they were given} */
    public Map<String, @Nullable Object> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** {@return the qualified segments; null if they are not known} */
    public @Nullable List<String> qualifiedSegments() {
        return segments;
    }

    /**
     * {@return what exactly this context is forced to, or null}
     *
     * @param context a flag, or a rule of a flag
     */
    public @Nullable OptimizelyForcedDecision forcedDecision(OptimizelyDecisionContext context) {
        return forcedDecisions.get(context);
    }

    @Override
    public @Nullable Object attribute(String name) {
        return attributes.get(name);
    }

    @Override
    public boolean isQualifiedFor(String segment) {
        return segmentSet.contains(segment);
    }

    boolean hasForcedDecisions() {
        return !forcedDecisions.isEmpty();
    }

    boolean hasAttribute(String key) {
        return attributes.containsKey(key);
    }

    /** The text that is hashed; the user id unless the attribute {@value #BUCKETING_ID} is a text. */
    String bucketingId() {
        return bucketingId;
    }

    /** The user's bucket, 0 to 9999, for a rule, holdout or group. */
    int bucket(String parentId) {
        return bucketing.bucket(parentId);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this
                || (other instanceof UserContext that
                        && userId.equals(that.userId)
                        && attributes.equals(that.attributes)
                        && Objects.equals(segments, that.segments)
                        && forcedDecisions.equals(that.forcedDecisions));
    }

    @Override
    public int hashCode() {
        return Objects.hash(userId, segments, forcedDecisions);
    }

    /** {@return the number of attributes; neither the id nor any value, which do not belong into logs} */
    @Override
    public String toString() {
        return "UserContext[" + attributes.size() + " attributes]";
    }
}
