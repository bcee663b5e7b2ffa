package dev.optireactor.reactor.datafile;

import dev.optireactor.reactor.transport.HttpAnswer;
import org.jspecify.annotations.Nullable;

/** What a server said of the datafile that was accepted last, to ask it for a newer one only. Sent back byte for byte. */
record Validators(@Nullable String lastModified, @Nullable String etag) {

    static final Validators NONE = new Validators(null, null);

    static Validators of(HttpAnswer answer) {
        return new Validators(answer.lastModified().orElse(null), answer.etag().orElse(null));
    }
}
