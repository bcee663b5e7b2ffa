package dev.optireactor.core.project;

import dev.optireactor.core.datafile.Attribute;
import dev.optireactor.core.datafile.Audience;
import dev.optireactor.core.datafile.Datafile;
import dev.optireactor.core.datafile.ExperimentSummary;
import java.util.List;

/** What {@code OptimizelyConfig} needs and decisions do not, kept until someone asks for it. */
final class ConfigSources {

    private final byte[] datafile;
    private final List<Attribute> attributes;
    private final List<Audience> audiences;
    private final List<Audience> typedAudiences;
    private final List<ExperimentSummary> experiments;

    ConfigSources(byte[] bytes, Datafile datafile, List<ExperimentSummary> experiments) {
        this.datafile = bytes;
        this.attributes = datafile.attributes();
        this.audiences = datafile.audiences();
        this.typedAudiences = datafile.typedAudiences();
        this.experiments = experiments;
    }

    byte[] datafile() {
        return datafile;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    List<Audience> audiences() {
        return audiences;
    }

    List<Audience> typedAudiences() {
        return typedAudiences;
    }

    /** {@return every experiment outside and inside groups, in order; no delivery rules} */
    List<ExperimentSummary> experiments() {
        return experiments;
    }
}
