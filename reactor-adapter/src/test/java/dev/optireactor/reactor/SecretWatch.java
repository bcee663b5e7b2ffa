package dev.optireactor.reactor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.optireactor.reactor.fixture.Secrets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Reads everything that is logged above TRACE, by us and by the libraries, wherever it goes, and keeps what names one of
 * the {@link Secrets}. Part of the configuration of Logback.
 */
public final class SecretWatch extends TurboFilter {

    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();

    /** {@return something that was logged although it names a secret, which is forgotten then; null if there is nothing} */
    static @Nullable String poll() {
        return FOUND.poll();
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        if (format != null
                && level.isGreaterOrEqual(Level.DEBUG)
                && level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            String line = MessageFormatter.arrayFormat(format, arguments).getMessage() + messages(thrown);
            if (line.contains(Secrets.MARK)) {
                FOUND.add(level + " " + logger.getName() + ": " + line);
            }
        }
        return FilterReply.NEUTRAL;
    }

    private static String messages(@Nullable Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            text.append(" | ").append(each);
        }
        return text.toString();
    }
}
