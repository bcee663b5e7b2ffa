package dev.optireactor.core.conformance;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays the summary of each datafile. Where the SDKs differ in it, the table of choices says what is expected. */
final class ConfigReplay {

    private final Projects projects;

    ConfigReplay(Projects projects) {
        this.projects = projects;
    }

    @Nullable
    Difference replay(Vector vector) {
        Fields fields = vector.fields().ignoring("oracles", "agree");
        String datafile = fields.text("datafile");
        Map<String, @Nullable Object> expected = fields.object("config");
        for (Object conflict : fields.optionalList("conflicts")) {
            settle(datafile, expected, Fields.of(conflict, "a conflict"));
        }
        return Comparison.between(expected, answer(datafile));
    }

    Map<String, @Nullable Object> answer(String datafile) {
        return ConfigForm.of(projects.named(datafile).optimizelyConfig());
    }

    private void settle(String datafile, Map<String, @Nullable Object> config, Fields conflict) {
        String path = conflict.text("path");
        Choice choice = Choices.of(conflict.text("category"));
        Map<String, @Nullable Object> input = new HashMap<>();
        input.put("datafile", datafile);
        input.put("path", path);
        Sample sample = new Sample(input, conflict.rest(), projects);
        Place.put(config, path, choice.expected().apply(sample));
    }
}
