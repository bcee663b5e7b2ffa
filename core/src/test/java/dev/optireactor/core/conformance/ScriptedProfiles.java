package dev.optireactor.core.conformance;

import dev.optireactor.core.decision.ProfileLookup;
import dev.optireactor.core.decision.UserProfile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A user profile service that has what a case says, and keeps what it is given. */
final class ScriptedProfiles {

    private final Map<String, @Nullable Object> stored;
    private final boolean lookupFails;
    private final boolean saveFails;
    private List<Object> saved = new ArrayList<>();

    private ScriptedProfiles(Map<String, @Nullable Object> stored, boolean lookupFails, boolean saveFails) {
        this.stored = stored;
        this.lookupFails = lookupFails;
        this.saveFails = saveFails;
    }

    static ScriptedProfiles read(Map<String, @Nullable Object> service) {
        Fields fields = Fields.of(service, "the profile service");
        ScriptedProfiles profiles = new ScriptedProfiles(
                new HashMap<>(fields.optionalObject("profiles")),
                fields.optionalFlag("lookupFails"),
                fields.optionalFlag("saveFails"));
        fields.end();
        return profiles;
    }

    /**
     * Takes a failure for an answer without a profile, as the recorded SDKs do, which save afterwards. The kernel gives
     * nothing to save after a lookup that it is told has failed.
     */
    ProfileLookup lookup(String userId) {
        if (lookupFails) {
            return new ProfileLookup.Answered(null, "lookup failed");
        }
        Object found = stored.get(userId);
        if (found == null) {
            return ProfileLookup.nothing();
        }
        UserProfile profile = found instanceof Map<?, ?> map ? UserProfile.fromMap(map) : null;
        return profile == null ? ProfileLookup.invalid() : ProfileLookup.found(profile);
    }

    void save(UserProfile profile) {
        saved.add(profile.toMap());
        if (!saveFails) {
            stored.put(profile.userId(), profile.toMap());
        }
    }

    /** {@return what was given to save since this was last asked} */
    List<Object> takeSaved() {
        List<Object> taken = saved;
        saved = new ArrayList<>();
        return taken;
    }
}
