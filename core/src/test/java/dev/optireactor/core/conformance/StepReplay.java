package dev.optireactor.core.conformance;

import dev.optireactor.core.project.Project;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replays cases with steps. */
final class StepReplay {

    private final Projects projects;

    StepReplay(Projects projects) {
        this.projects = projects;
    }

    @Nullable
    Difference replay(Vector vector) {
        StepCase steps = StepCase.read(vector.fields().ignoring("oracles", "agree", "categories"));
        return difference(steps, steps.steps().stream().map(Step::expected).toList());
    }

    /** {@return the first difference from the outcomes that are expected of the steps} */
    @Nullable
    Difference difference(StepCase steps, @Nullable Object expected) {
        if (!(expected instanceof List<?> outcomes)
                || outcomes.size() != steps.steps().size()) {
            throw new UnreadableVectorException("there is not one expected outcome for each step");
        }
        Project project = projects.named(steps.datafile());
        ScriptedClient client = new ScriptedClient(project, steps.client());
        for (int i = 0; i < outcomes.size(); i++) {
            Difference difference =
                    difference(outcomes.get(i), client.perform(steps.steps().get(i)));
            if (difference != null) {
                return new Difference("/steps/" + i + difference.path(), difference.expected(), difference.actual());
            }
        }
        return null;
    }

    /** Compares the parts that a file is about; there is more to every outcome. */
    private static @Nullable Difference difference(@Nullable Object expected, Map<String, @Nullable Object> actual) {
        Map<String, @Nullable Object> parts =
                Fields.of(expected, "the expected outcome").rest();
        if (parts.isEmpty()) {
            throw new UnreadableVectorException("a step expects nothing");
        }
        Map<String, @Nullable Object> relevant = new LinkedHashMap<>(actual);
        relevant.keySet().retainAll(parts.keySet());
        return Comparison.between(WireForm.sorted(parts), WireForm.sorted(relevant));
    }
}
