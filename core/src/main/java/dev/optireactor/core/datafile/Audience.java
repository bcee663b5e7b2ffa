package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/**
 * A named audience, from {@code audiences} or {@code typedAudiences}.
 *
 * @param id the audience's id
 * @param name its name; the id when it has none
 * @param conditions the condition tree as a plain JSON value
 * @param text the tree's original text, when the datafile carries it as text
 */
public record Audience(
        String id,
        String name,
        @Nullable Object conditions,
        @Nullable String text) {}
