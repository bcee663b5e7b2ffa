package dev.optireactor.core.conformance;

import dev.optireactor.core.datafile.InvalidDatafileException;
import dev.optireactor.core.decision.OptimizelyDecision;
import dev.optireactor.core.decision.UserContext;
import dev.optireactor.core.project.Project;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays raw datafiles: whether they load, and what a client answers that has no usable one. */
final class DatafileReplay {

    private DatafileReplay() {}

    static @Nullable Difference tolerated(Vector vector) {
        Fields fields = vector.fields().ignoring("oracles", "agree", "categories");
        return Comparison.between(fields.object("expect"), Map.of("accepted", loads(fields.text("datafile"))));
    }

    static @Nullable Difference rejected(Vector vector) {
        Fields fields = vector.fields().ignoring("oracles", "agree", "categories");
        Fields expected = Fields.of(fields.present("expect"), "the expectation");
        Fields decide = Fields.of(expected.present("decide"), "the decision").ignoring("reasons");
        String flagKey = decide.text("flagKey");
        Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
        wanted.put("accepted", expected.flag("accepted"));
        wanted.put("decision", decide.present("decision"));
        // Told by every recorded SDK in these words.
        wanted.put("reasons", List.of("Optimizely SDK not configured properly yet."));
        wanted.put("decideAll", expected.present("decideAll"));
        wanted.put("trackEvents", expected.present("trackEvents"));
        decide.end();
        expected.end();
        return Comparison.between(wanted, answer(fields.text("datafile"), flagKey));
    }

    private static Map<String, @Nullable Object> answer(String datafile, String flagKey) {
        OptimizelyDecision decision = OptimizelyDecision.notReady(flagKey, UserContext.of("user"));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("accepted", loads(datafile));
        answer.put("decision", ScriptedClient.shown(decision));
        answer.put("reasons", decision.reasons());
        // Without a project there are no flags to decide and no event to track: the shell has nothing to ask the
        // kernel.
        answer.put("decideAll", Map.of());
        answer.put("trackEvents", List.of());
        return answer;
    }

    /** Anything but this exception would reach the caller, and fail the case. */
    static boolean loads(String datafile) {
        try {
            Project.compile(datafile.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (InvalidDatafileException refused) {
            return false;
        }
    }
}
