package dev.optireactor.core.conformance;

import static dev.optireactor.core.conformance.Sdk.JAVA;
import static dev.optireactor.core.conformance.Sdk.PYTHON;

import dev.optireactor.core.config.OptimizelyFeature;
import dev.optireactor.core.config.OptimizelyVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One SDK's answer, in which some variables are those of another. */
final class MergedVariables {

    private final Sample sample;
    private final Predicate<OptimizelyVariable> taken;

    private MergedVariables(Sample sample, Predicate<OptimizelyVariable> taken) {
        this.sample = sample;
        this.taken = taken;
    }

    static Object pythonWithAllOfJava(Sample sample) {
        return new MergedVariables(sample, variable -> true).merge(PYTHON, JAVA);
    }

    static Object javaWithJsonOfPython(Sample sample) {
        return new MergedVariables(sample, variable -> variable.type().equals("json")).merge(JAVA, PYTHON);
    }

    private List<@Nullable Object> merge(Sdk base, Sdk other) {
        List<Map<String, @Nullable Object>> others = sample.steps(other);
        List<@Nullable Object> merged = new ArrayList<>();
        for (Map<String, @Nullable Object> step : sample.steps(base)) {
            Map<String, @Nullable Object> otherStep = others.get(merged.size());
            step.replaceAll((part, value) -> switch (part) {
                case "decision" -> decision(value, otherStep.get(part));
                case "decisions" -> decisions(value, otherStep.get(part));
                default -> value;
            });
            merged.add(step);
        }
        return merged;
    }

    private Map<String, @Nullable Object> decisions(@Nullable Object base, @Nullable Object other) {
        Map<String, @Nullable Object> decisions = Fields.of(base, "decisions").rest();
        Fields others = Fields.of(other, "decisions of the other SDK");
        decisions.replaceAll((flagKey, decision) -> decision(decision, others.present(flagKey)));
        return decisions;
    }

    private Map<String, @Nullable Object> decision(@Nullable Object base, @Nullable Object other) {
        Map<String, @Nullable Object> decision = Fields.of(base, "a decision").rest();
        Map<String, @Nullable Object> variables =
                Fields.of(decision.get("variables"), "variables").rest();
        Fields others = Fields.of(Fields.of(other, "the other decision").present("variables"), "other variables");
        OptimizelyFeature feature =
                sample.project().optimizelyConfig().featuresMap().get(String.valueOf(decision.get("flagKey")));
        if (feature == null) {
            return decision;
        }
        variables.replaceAll((key, value) -> {
            OptimizelyVariable variable = feature.variablesMap().get(key);
            return variable != null && taken.test(variable) ? others.present(key) : value;
        });
        decision.put("variables", variables);
        return decision;
    }
}
