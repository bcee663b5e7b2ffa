package dev.optireactor.core.config;

import org.jspecify.annotations.Nullable;

/**
 * A variable.
 *
 * @param id its id
 * @param key its key
 * @param type {@code boolean}, {@code integer}, {@code double}, {@code string} or {@code json}
 * @param value the text of its value, as the datafile has it
 */
public record OptimizelyVariable(
        String id, String key, String type, @Nullable String value) {}
