package dev.optireactor.core.decision;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which flags to decide, for whom and how, with the facts that are known. Immutable. */
public final class DecisionRequest {

    private final UserContext user;

    /** Of the only flag; null for several. */
    private final @Nullable String flagKey;

    /** Of several flags; null for one, and for all. */
    private final @Nullable List<String> flagKeys;

    private final DecideOptions options;
    private final ProfileLookup profile;
    private final Predictions predictions;
    private final Map<String, String> forcedVariations;

    private DecisionRequest(
            UserContext user,
            @Nullable String flagKey,
            @Nullable List<String> flagKeys,
            DecideOptions options,
            ProfileLookup profile,
            Predictions predictions,
            Map<String, String> forcedVariations) {
        this.user = user;
        this.flagKey = flagKey;
        this.flagKeys = flagKeys;
        this.options = options;
        this.profile = profile;
        this.predictions = predictions;
        this.forcedVariations = forcedVariations;
    }

    /**
     * {@return a request for one flag, without profile service and predictions}
     *
     * @param user for whom
     * @param flagKey the flag's key
     * @param options {@code ENABLED_FLAGS_ONLY} has no effect
     */
    public static DecisionRequest decide(UserContext user, String flagKey, DecideOptions options) {
        return of(user, Objects.requireNonNull(flagKey, "flagKey"), null, options);
    }

    /**
     * {@return a request for these flags in this order, without profile service and predictions}
     *
     * @param user for whom
     * @param flagKeys the flags' keys; a key that is given twice is decided once
     * @param options how
     */
    public static DecisionRequest decideForKeys(UserContext user, Collection<String> flagKeys, DecideOptions options) {
        Set<String> distinct = new LinkedHashSet<>(Objects.requireNonNull(flagKeys, "flagKeys"));
        distinct.forEach(key -> Objects.requireNonNull(key, "a flag key"));
        return of(user, null, List.copyOf(distinct), options);
    }

    /**
     * {@return a request for all flags in datafile order, without profile service and predictions}
     *
     * @param user for whom
     * @param options how
     */
    public static DecisionRequest decideAll(UserContext user, DecideOptions options) {
        return of(user, null, null, options);
    }

    private static DecisionRequest of(
            UserContext user, @Nullable String flagKey, @Nullable List<String> flagKeys, DecideOptions options) {
        return new DecisionRequest(
                Objects.requireNonNull(user, "user"),
                flagKey,
                flagKeys,
                Objects.requireNonNull(options, "options"),
                ProfileLookup.noService(),
                Predictions.unsupported(),
                Map.of());
    }

    /**
     * {@return the request with this fact}
     *
     * @param known what is known of the user's stored profile
     */
    public DecisionRequest with(ProfileLookup known) {
        Objects.requireNonNull(known, "known");
        return new DecisionRequest(user, flagKey, flagKeys, options, known, predictions, forcedVariations);
    }

    /**
     * {@return the request with these facts}
     *
     * @param known the predictions that are known
     */
    public DecisionRequest with(Predictions known) {
        Objects.requireNonNull(known, "known");
        return new DecisionRequest(user, flagKey, flagKeys, options, profile, known, forcedVariations);
    }

    /**
     * {@return the request with these forced variations}
     *
     * @param variationKeys variation keys by experiment id that the client forces on this user, a legacy operation that
     *     comes before whitelist, profile and audience
     */
    public DecisionRequest withForcedVariations(Map<String, String> variationKeys) {
        return new DecisionRequest(user, flagKey, flagKeys, options, profile, predictions, Map.copyOf(variationKeys));
    }

    /** {@return for whom} */
    public UserContext user() {
        return user;
    }

    /** {@return how} */
    public DecideOptions options() {
        return options;
    }

    /** {@return the key of the only flag; null for several} */
    @Nullable
    String flagKey() {
        return flagKey;
    }

    /** Whether it is for all flags. */
    boolean isForAll() {
        return flagKey == null && flagKeys == null;
    }

    /** {@return the keys of several flags; null for one, and for all} */
    @Nullable
    List<String> flagKeys() {
        return flagKeys;
    }

    boolean has(OptimizelyDecideOption option) {
        return options.has(option);
    }

    /** Whether flags that are off are left out. */
    boolean enabledOnly() {
        return flagKey == null && options.has(OptimizelyDecideOption.ENABLED_FLAGS_ONLY);
    }

    ProfileLookup profile() {
        return profile;
    }

    Predictions predictions() {
        return predictions;
    }

    @Nullable
    String forcedVariation(String experimentId) {
        return forcedVariations.isEmpty() ? null : forcedVariations.get(experimentId);
    }
}
