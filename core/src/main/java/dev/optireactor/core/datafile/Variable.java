package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/**
 * A variable of a flag.
 *
 * @param id the variable's id
 * @param key the name under which decisions carry it
 * @param type {@code boolean}, {@code integer}, {@code double}, {@code string}, {@code json}, or an unknown type, which
 *     is treated as string
 * @param defaultValue the text of its default; null if that is unusable
 */
public record Variable(
        String id, String key, String type, @Nullable String defaultValue) {}
