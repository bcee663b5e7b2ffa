package dev.optireactor.core.datafile;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a service that the project is connected with.
 *
 * @param key the service, such as {@code odp}
 * @param host its base address
 * @param publicKey its API key
 */
public record Integration(
        String key, @Nullable String host, @Nullable String publicKey) {}
