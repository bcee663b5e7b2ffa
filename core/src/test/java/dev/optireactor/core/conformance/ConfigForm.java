package dev.optireactor.core.conformance;

import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.config.OptimizelyExperiment;
import dev.optireactor.core.config.OptimizelyFeature;
import dev.optireactor.core.config.OptimizelyVariable;
import dev.optireactor.core.config.OptimizelyVariation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An {@link OptimizelyConfig} as plain JSON, as the vectors show it. */
final class ConfigForm {

    private ConfigForm() {}

    static Map<String, @Nullable Object> of(OptimizelyConfig config) {
        return object(
                "revision", config.revision(),
                "sdkKey", config.sdkKey(),
                "environmentKey", config.environmentKey(),
                "attributes",
                        each(config.attributes(), attribute -> object("id", attribute.id(), "key", attribute.key())),
                "events",
                        each(
                                config.events(),
                                event -> object(
                                        "id", event.id(), "key", event.key(), "experimentIds", event.experimentIds())),
                "audiences",
                        each(
                                config.audiences(),
                                audience -> object(
                                        "id", audience.id(),
                                        "name", audience.name(),
                                        // White space of the text carries no meaning.
                                        "conditions", Json.read(audience.conditions()))),
                "experimentsMap", each(config.experimentsMap(), ConfigForm::experiment),
                "featuresMap", each(config.featuresMap(), ConfigForm::feature));
    }

    private static Map<String, @Nullable Object> feature(OptimizelyFeature feature) {
        return object(
                "id", feature.id(),
                "key", feature.key(),
                "experimentRules", each(feature.experimentRules(), ConfigForm::experiment),
                "deliveryRules", each(feature.deliveryRules(), ConfigForm::experiment),
                "variablesMap", each(feature.variablesMap(), ConfigForm::variable),
                "experimentsMap", each(feature.experimentsMap(), ConfigForm::experiment));
    }

    private static Map<String, @Nullable Object> experiment(OptimizelyExperiment experiment) {
        return object(
                "id", experiment.id(),
                "key", experiment.key(),
                "audiences", experiment.audiences(),
                "variationsMap", each(experiment.variationsMap(), ConfigForm::variation));
    }

    private static Map<String, @Nullable Object> variation(OptimizelyVariation variation) {
        return object(
                "id", variation.id(),
                "key", variation.key(),
                "featureEnabled", variation.featureEnabled(),
                "variablesMap", each(variation.variablesMap(), ConfigForm::variable));
    }

    private static Map<String, @Nullable Object> variable(OptimizelyVariable variable) {
        return object("id", variable.id(), "key", variable.key(), "type", variable.type(), "value", variable.value());
    }

    private static <T> List<@Nullable Object> each(List<T> elements, Function<T, @Nullable Object> form) {
        List<@Nullable Object> each = new ArrayList<>(elements.size());
        elements.forEach(element -> each.add(form.apply(element)));
        return each;
    }

    private static <T> Map<String, @Nullable Object> each(Map<String, T> members, Function<T, @Nullable Object> form) {
        Map<String, @Nullable Object> each = new LinkedHashMap<>();
        members.forEach((name, member) -> each.put(name, form.apply(member)));
        return each;
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
