package dev.optireactor.core.config;

/**
 * An attribute.
 *
 * @param id its id
 * @param key the name under which users carry it
 */
public record OptimizelyAttribute(String id, String key) {}
