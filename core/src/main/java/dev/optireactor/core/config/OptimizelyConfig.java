package dev.optireactor.core.config;

import java.util.List;
import java.util.Map;

/**
 * What a project contains, for programs that want to read it: immutable, without anything about users. Order is that of
 * the datafile everywhere.
 *
 * @param revision the datafile's revision
 * @param sdkKey the key under which it is published; {@code ""} if it does not say
 * @param environmentKey the environment's key; {@code ""} if it does not say
 * @param attributes known attributes
 * @param events known conversion events
 * @param audiences typed audiences, then classic ones that no typed one replaces
 * @param experimentsMap experiments by key, of flags and others; no delivery rules, no holdouts. Of several with the same
 *     key the last
 * @param featuresMap flags by key
 * @param datafile the original text
 */
public record OptimizelyConfig(
        String revision,
        String sdkKey,
        String environmentKey,
        List<OptimizelyAttribute> attributes,
        List<OptimizelyEvent> events,
        List<OptimizelyAudience> audiences,
        Map<String, OptimizelyExperiment> experimentsMap,
        Map<String, OptimizelyFeature> featuresMap,
        String datafile) {}
