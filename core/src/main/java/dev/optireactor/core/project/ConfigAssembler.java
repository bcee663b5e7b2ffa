package dev.optireactor.core.project;

import dev.optireactor.core.config.OptimizelyAttribute;
import dev.optireactor.core.config.OptimizelyAudience;
import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.config.OptimizelyEvent;
import dev.optireactor.core.config.OptimizelyExperiment;
import dev.optireactor.core.config.OptimizelyFeature;
import dev.optireactor.core.config.OptimizelyVariable;
import dev.optireactor.core.config.OptimizelyVariation;
import dev.optireactor.core.datafile.Audience;
import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.datafile.Variable;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Assembles the summary of a project, in one pass over its parts; used once. */
final class ConfigAssembler {

    private static final String DUMMY_AUDIENCE = "$opt_dummy_audience";

    private final Project project;
    private final ConfigSources sources;
    private final List<Event> events;
    private final Map<String, OptimizelyAudience> audiences = new LinkedHashMap<>();
    private final Map<String, OptimizelyExperiment> experimentsById = new HashMap<>();

    ConfigAssembler(Project project, ConfigSources sources, List<Event> events) {
        this.project = project;
        this.sources = sources;
        this.events = events;
    }

    OptimizelyConfig assemble() {
        collectAudiences();
        Map<String, OptimizelyFeature> features = new LinkedHashMap<>();
        project.flags().forEach(flag -> features.put(flag.key(), feature(flag)));
        return new OptimizelyConfig(
                project.revision(),
                Objects.requireNonNullElse(project.sdkKey(), ""),
                Objects.requireNonNullElse(project.environmentKey(), ""),
                sources.attributes().stream()
                        .map(attribute -> new OptimizelyAttribute(attribute.id(), attribute.key()))
                        .toList(),
                events.stream()
                        .map(event -> new OptimizelyEvent(event.id(), event.key(), event.experimentIds()))
                        .toList(),
                List.copyOf(audiences.values()),
                experiments(),
                Collections.unmodifiableMap(features),
                sources.datafileText());
    }

    private void collectAudiences() {
        sources.typedAudiences().forEach(this::collect);
        Set<String> typed = Set.copyOf(audiences.keySet());
        for (Audience classic : sources.audiences()) {
            if (!typed.contains(classic.id()) && !classic.id().equals(DUMMY_AUDIENCE)) {
                collect(classic);
            }
        }
    }

    private void collect(Audience audience) {
        String text = audience.text();
        audiences.put(
                audience.id(),
                new OptimizelyAudience(
                        audience.id(), audience.name(), text == null ? JsonText.write(audience.conditions()) : text));
    }

    /** Comes after the flags: an experiment of a flag shows that flag's variables. */
    private Map<String, OptimizelyExperiment> experiments() {
        Map<String, OptimizelyExperiment> byKey = new LinkedHashMap<>();
        for (ProjectExperiment experiment : sources.experiments()) {
            OptimizelyExperiment known = experimentsById.get(experiment.id());
            byKey.put(experiment.key(), known == null ? experiment(experiment, List.of(), Map.of()) : known);
        }
        return Collections.unmodifiableMap(byKey);
    }

    private OptimizelyFeature feature(Flag flag) {
        Map<String, OptimizelyVariable> defaults = defaults(flag.variables());
        List<OptimizelyExperiment> experimentRules =
                new ArrayList<>(flag.experimentRules().size());
        for (Rule rule : flag.experimentRules()) {
            OptimizelyExperiment known = experimentsById.get(rule.id());
            OptimizelyExperiment experiment =
                    known == null ? experiment(rule.experiment(), flag.variables(), defaults) : known;
            experimentsById.put(rule.id(), experiment);
            experimentRules.add(experiment);
        }
        List<OptimizelyExperiment> deliveryRules =
                new ArrayList<>(flag.deliveryRules().size());
        for (Rule rule : flag.deliveryRules()) {
            deliveryRules.add(experiment(rule.experiment(), flag.variables(), defaults));
        }
        return new OptimizelyFeature(
                flag.id(),
                flag.key(),
                List.copyOf(experimentRules),
                List.copyOf(deliveryRules),
                defaults,
                byKey(experimentRules, OptimizelyExperiment::key, Function.identity()));
    }

    private OptimizelyExperiment experiment(
            ProjectExperiment experiment, List<Variable> variables, Map<String, OptimizelyVariable> defaults) {
        return new OptimizelyExperiment(
                experiment.id(),
                experiment.key(),
                AudienceSentence.of(experiment.audienceConditions(), this::audienceName),
                byKey(
                        experiment.variations(),
                        Variation::key,
                        variation -> new OptimizelyVariation(
                                variation.id(),
                                variation.key(),
                                variation.featureEnabled(),
                                in(variation, variables, defaults))));
    }

    /** Most variations override nothing; they all show the same map. */
    private static Map<String, OptimizelyVariable> in(
            Variation variation, List<Variable> variables, Map<String, OptimizelyVariable> defaults) {
        return variation.featureEnabled() && !variation.overrides().isEmpty()
                ? byKey(
                        variables,
                        Variable::key,
                        variable -> variable(variable, variation.overrides().valueOf(variable)))
                : defaults;
    }

    private static Map<String, OptimizelyVariable> defaults(List<Variable> variables) {
        return byKey(variables, Variable::key, variable -> variable(variable, variable.defaultValue()));
    }

    private static OptimizelyVariable variable(Variable variable, @Nullable String value) {
        return new OptimizelyVariable(variable.id(), variable.key(), variable.type(), value);
    }

    private String audienceName(String id) {
        OptimizelyAudience audience = audiences.get(id);
        return audience == null ? id : audience.name();
    }

    private static <T, V> Map<String, V> byKey(List<T> elements, Function<T, String> key, Function<T, V> value) {
        if (elements.isEmpty()) {
            return Map.of();
        }
        if (elements.size() == 1) {
            return Map.of(key.apply(elements.get(0)), value.apply(elements.get(0)));
        }
        Map<String, V> byKey = new LinkedHashMap<>(elements.size() * 2);
        elements.forEach(element -> byKey.put(key.apply(element), value.apply(element)));
        return Collections.unmodifiableMap(byKey);
    }
}
