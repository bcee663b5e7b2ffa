package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Attribute;
import dev.optireactor.core.datafile.Datafile;
import dev.optireactor.core.datafile.DatafileLimits;
import dev.optireactor.core.datafile.FeatureFlag;
import dev.optireactor.core.datafile.Integration;
import dev.optireactor.core.datafile.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles one datafile; used once. */
final class ProjectCompiler {

    private final Datafile datafile;
    private final byte[] bytes;
    private final Preparation preparation;
    private final List<String> warnings;
    private final Audiences audiences;
    private final Holdouts holdouts;
    private final Experiments experiments;
    private final Map<String, Rollout> rollouts = new HashMap<>();

    ProjectCompiler(Datafile datafile, byte[] bytes, DatafileLimits limits) {
        this.datafile = datafile;
        this.bytes = bytes;
        this.preparation = new Preparation(limits.maxPreparedBytes());
        this.warnings = new ArrayList<>(datafile.warnings());
        this.audiences = new Audiences(datafile, warnings);
        this.holdouts = new Holdouts(datafile, audiences, warnings);
        this.experiments = new Experiments(datafile, warnings);
    }

    Project compile() {
        datafile.rollouts().forEach(rollout -> rollouts.put(rollout.id(), rollout));
        // Before any flag is compiled: flags that share an experiment all see what one of them adds to it.
        experiments.addFeatureRollouts(datafile.flags(), rollouts);
        RuleCompiler rules = new RuleCompiler(experiments, audiences, holdouts, attributeKeys());
        Map<String, Flag> flags = new LinkedHashMap<>();
        for (FeatureFlag flag : datafile.flags()) {
            if (flags.put(flag.key(), compile(flag, rules)) != null) {
                warnings.add("flag key \"" + flag.key() + "\" occurs more than once; the last one is used");
            }
        }
        return new Project(
                datafile,
                flags,
                holdouts.global(),
                audiences.count(),
                rules.whitelist(),
                audiences.segments(),
                odpIntegration(),
                List.copyOf(warnings),
                new ConfigSources(bytes, datafile, experiments.summaries()));
    }

    private Flag compile(FeatureFlag flag, RuleCompiler rules) {
        String rolloutId = flag.rolloutId();
        Rollout rollout = rolloutId.isEmpty() ? null : rollouts.get(rolloutId);
        if (rollout == null && !rolloutId.isEmpty()) {
            warnings.add("flag \"" + flag.key() + "\" refers to the unknown rollout " + rolloutId);
        }
        Flag compiled = new Flag(
                flag.id(),
                flag.key(),
                rollout == null ? rolloutId : null,
                new FlagVariables(flag.variables(), preparation.converter()),
                rules.experimentRules(flag),
                rollout == null ? List.of() : rules.deliveryRules(rollout));
        compiled.prepare(holdouts.global(), preparation);
        return compiled;
    }

    private Map<String, String> attributeKeys() {
        Map<String, String> keysById = new HashMap<>();
        for (Attribute attribute : datafile.attributes()) {
            keysById.put(attribute.id(), attribute.key());
        }
        return keysById;
    }

    private @Nullable Integration odpIntegration() {
        for (Integration integration : datafile.integrations()) {
            if (integration.key().equals("odp")) {
                return integration;
            }
        }
        return null;
    }
}
