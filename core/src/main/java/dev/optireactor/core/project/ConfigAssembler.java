package dev.optireactor.core.project;

import dev.optireactor.core.config.OptimizelyAttribute;
import dev.optireactor.core.config.OptimizelyAudience;
import dev.optireactor.core.config.OptimizelyConfig;
import dev.optireactor.core.config.OptimizelyEvent;
import dev.optireactor.core.config.OptimizelyExperiment;
import dev.optireactor.core.config.OptimizelyFeature;
import dev.optireactor.core.config.OptimizelyVariation;
import dev.optireactor.core.datafile.Audience;
import dev.optireactor.core.datafile.Event;
import dev.optireactor.core.datafile.ExperimentSummary;
import dev.optireactor.core.datafile.Variation;
import dev.optireactor.core.json.JsonText;
import dev.optireactor.core.json.SmallMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
    private final OverridePositions positions = new OverridePositions();
    private final IdentityHashMap<Object, String> sentences = new IdentityHashMap<>();

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
                sources.datafile());
    }

    private void collectAudiences() {
        sources.typedAudiences().forEach(this::collect);
        Set<String> typed = new HashSet<>(audiences.keySet());
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
        for (ExperimentSummary experiment : sources.experiments()) {
            OptimizelyExperiment known = experimentsById.get(experiment.id());
            byKey.put(experiment.key(), known == null ? experiment(experiment, ShownVariables.NONE) : known);
        }
        return Collections.unmodifiableMap(byKey);
    }

    private OptimizelyFeature feature(Flag flag) {
        ShownVariables variables = new ShownVariables(flag.variables(), positions);
        List<OptimizelyExperiment> experimentRules =
                new ArrayList<>(flag.experimentRules().size());
        for (Rule rule : flag.experimentRules()) {
            OptimizelyExperiment known = experimentsById.get(rule.id());
            OptimizelyExperiment experiment = known == null ? experiment(rule.experiment(), variables) : known;
            experimentsById.put(rule.id(), experiment);
            experimentRules.add(experiment);
        }
        List<OptimizelyExperiment> deliveryRules =
                new ArrayList<>(flag.deliveryRules().size());
        for (Rule rule : flag.deliveryRules()) {
            deliveryRules.add(experiment(rule.experiment(), variables));
        }
        return new OptimizelyFeature(
                flag.id(),
                flag.key(),
                List.copyOf(experimentRules),
                List.copyOf(deliveryRules),
                variables.defaults(),
                byKey(experimentRules, OptimizelyExperiment::key, Function.identity()));
    }

    private OptimizelyExperiment experiment(ExperimentSummary experiment, ShownVariables variables) {
        return new OptimizelyExperiment(
                experiment.id(),
                experiment.key(),
                audienceSentence(experiment.audienceConditions()),
                byKey(
                        experiment.variations(),
                        Variation::key,
                        variation -> new OptimizelyVariation(
                                variation.id(), variation.key(), variation.featureEnabled(), variables.in(variation))));
    }

    /** Rules with equal conditions share the tree, and so they share its sentence. */
    private String audienceSentence(@Nullable Object tree) {
        return tree == null
                ? ""
                : sentences.computeIfAbsent(tree, first -> AudienceSentence.of(first, this::audienceName));
    }

    private String audienceName(String id) {
        OptimizelyAudience audience = audiences.get(id);
        return audience == null ? id : audience.name();
    }

    private static <T, V> Map<String, V> byKey(List<T> elements, Function<T, String> key, Function<T, V> value) {
        SmallMap.Builder<V> byKey = new SmallMap.Builder<>(elements.size());
        elements.forEach(element -> byKey.put(key.apply(element), value.apply(element)));
        return byKey.build();
    }
}
