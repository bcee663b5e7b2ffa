package dev.optireactor.core.datafile;

import java.util.List;

/**
 * A conversion event that the project knows.
 *
 * @param id the event's id
 * @param key the name under which programs track it
 * @param experimentIds experiments that count it; informative only
 */
public record Event(String id, String key, List<String> experimentIds) {}
