package dev.optireactor.core.conformance;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.project.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the client of a case is set up.
 *
 * @param defaultOptions options of every call
 * @param profiles the profile service; null if there is none
 * @param forcedVariations what was forced before the first call
 */
record ClientSetup(
        DecideOptions defaultOptions, @Nullable ScriptedProfiles profiles, ForcedVariations forcedVariations) {

    static ClientSetup read(Map<String, @Nullable Object> client, Project project) {
        Fields fields = Fields.of(client, "the client");
        DecideOptions defaults = Step.options(fields.optionalTexts("defaultOptions"));
        ScriptedProfiles profiles =
                fields.has("profileService") ? ScriptedProfiles.read(fields.object("profileService")) : null;
        ForcedVariations forced = new ForcedVariations(project);
        fields.optionalList("forcedVariations").forEach(forced::read);
        fields.end();
        return new ClientSetup(defaults, profiles, forced);
    }
}
