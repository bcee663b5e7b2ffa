package dev.optireactor.core.config;

import java.util.List;

/**
 * A conversion event.
 *
 * @param id its id
 * @param key the name under which programs track it
 * @param experimentIds ids of experiments that count it
 */
public record OptimizelyEvent(String id, String key, List<String> experimentIds) {}
