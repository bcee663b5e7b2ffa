package dev.optireactor.core.conformance;

import dev.optireactor.core.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case in which the SDKs differ.
 *
 * @param input the case
 * @param results the answer of each SDK
 * @param projects the datafiles
 */
record Sample(Map<String, @Nullable Object> input, Map<String, @Nullable Object> results, Projects projects) {

    @Nullable
    Object of(Sdk sdk) {
        return Fields.of(results, "the results").present(sdk.key());
    }

    /** {@return an SDK's outcome of each step} */
    List<Map<String, @Nullable Object>> steps(Sdk sdk) {
        List<Map<String, @Nullable Object>> steps = new ArrayList<>();
        for (Object step : Fields.of(results, "the results").list(sdk.key())) {
            steps.add(Fields.of(step, "an outcome of " + sdk).rest());
        }
        return steps;
    }

    Project project() {
        return projects.named(text("datafile"));
    }

    String text(String name) {
        return Fields.of(input, "the sample").text(name);
    }
}
