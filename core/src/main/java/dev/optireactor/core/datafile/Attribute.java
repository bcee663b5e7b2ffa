package dev.optireactor.core.datafile;

/**
 * An attribute that the project knows.
 *
 * @param id the attribute's id
 * @param key the name under which users carry it
 */
public record Attribute(String id, String key) {}
