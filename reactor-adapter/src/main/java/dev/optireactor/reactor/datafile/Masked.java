package dev.optireactor.reactor.datafile;

import org.jspecify.annotations.Nullable;

/** Makes secrets fit for logs. */
final class Masked {

    private static final int SHOWN = 2;

    private Masked() {}

    /** The first two characters; fewer of a short secret. */
    static String of(@Nullable String secret) {
        return secret == null ? "none" : secret.substring(0, Math.min(SHOWN, secret.length() / 4)) + "…";
    }

    /** The text, with the secret in it masked. */
    static String within(String text, @Nullable String secret) {
        return secret == null ? text : text.replace(secret, of(secret));
    }
}
