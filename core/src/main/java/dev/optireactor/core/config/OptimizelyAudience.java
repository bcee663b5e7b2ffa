package dev.optireactor.core.config;

/**
 * An audience.
 *
 * @param id its id
 * @param name its name
 * @param conditions its conditions as JSON text; white space carries no meaning
 */
public record OptimizelyAudience(String id, String name, String conditions) {}
