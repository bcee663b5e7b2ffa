package dev.optireactor.core.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a project contains, for programs that want to read it: immutable, without anything about users. Order is that of
 * the datafile everywhere.
 */
public final class OptimizelyConfig {

    private final String revision;
    private final String sdkKey;
    private final String environmentKey;
    private final List<OptimizelyAttribute> attributes;
    private final List<OptimizelyEvent> events;
    private final List<OptimizelyAudience> audiences;
    private final Map<String, OptimizelyExperiment> experimentsMap;
    private final Map<String, OptimizelyFeature> featuresMap;
    private final byte[] datafile;

    /**
     * Puts the parts together, without copying them.
     *
     * @param revision the datafile's revision
     * @param sdkKey the key under which it is published; {@code ""} if it does not say
     * @param environmentKey the environment's key; {@code ""} if it does not say
     * @param attributes immutable
     * @param events immutable
     * @param audiences immutable
     * @param experimentsMap immutable
     * @param featuresMap immutable
     * @param datafile the datafile's bytes; never modified afterwards
     */
    public OptimizelyConfig(
            String revision,
            String sdkKey,
            String environmentKey,
            List<OptimizelyAttribute> attributes,
            List<OptimizelyEvent> events,
            List<OptimizelyAudience> audiences,
            Map<String, OptimizelyExperiment> experimentsMap,
            Map<String, OptimizelyFeature> featuresMap,
            byte[] datafile) {
        this.revision = revision;
        this.sdkKey = sdkKey;
        this.environmentKey = environmentKey;
        this.attributes = attributes;
        this.events = events;
        this.audiences = audiences;
        this.experimentsMap = experimentsMap;
        this.featuresMap = featuresMap;
        this.datafile = datafile;
    }

    /** {@return the datafile's revision} */
    public String revision() {
        return revision;
    }

    /** {@return the key under which the datafile is published; {@code ""} if it does not say} */
    public String sdkKey() {
        return sdkKey;
    }

    /** {@return the environment's key; {@code ""} if the datafile does not say} */
    public String environmentKey() {
        return environmentKey;
    }

    /** {@return known attributes} */
    public List<OptimizelyAttribute> attributes() {
        return attributes;
    }

    /** {@return known conversion events} */
    public List<OptimizelyEvent> events() {
        return events;
    }

    /** {@return typed audiences, then classic ones that no typed one replaces} */
    public List<OptimizelyAudience> audiences() {
        return audiences;
    }

    /**
     * {@return experiments by key, of flags and others; no delivery rules, no holdouts; of several with the same key the
     * last}
     */
    public Map<String, OptimizelyExperiment> experimentsMap() {
        return experimentsMap;
    }

    /** {@return flags by key} */
    public Map<String, OptimizelyFeature> featuresMap() {
        return featuresMap;
    }

    /** {@return the original text; made of its bytes at each call} */
    public String datafile() {
        return new String(datafile, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "OptimizelyConfig[revision=" + revision + "]";
    }
}
