package dev.optireactor.reactor.transport;

import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.OptimizelyException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The one place that turns HTTP statuses and the exceptions of Netty and Reactor Netty into our own. */
final class ExchangeFailures {

    private static final int EXCERPT_LENGTH = 200;

    /** Known by its name only, for Reactor Netty keeps it in a package that is not for others. */
    private static final String FULL_POOL = "PoolAcquirePendingLimitException";

    private final TransportSettings settings;
    private final InstantSource clock;

    ExchangeFailures(TransportSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** An answer whose status the call does not accept. */
    OptimizelyException ofStatus(HttpCall call, int status, HttpHeaders headers, byte[] body) {
        if (status == 408 || status == 429 || status >= 500) {
            return new UnavailableException(call.label(), status, retryAfter(headers));
        }
        return new RejectedException(call.label(), status, excerpt(body));
    }

    /** No answer within the time of the call. */
    OptimizelyException late(HttpCall call, Duration timeout) {
        return new UnavailableException(
                call.label(),
                "no answer within " + timeout.toMillis() + "ms; raise the timeout or look at the network",
                null);
    }

    /** Anything that ended an exchange early. */
    OptimizelyException translate(HttpCall call, Throwable failure) {
        if (failure instanceof OptimizelyException known) {
            return known;
        }
        if (failure instanceof DecoderException && !(failure.getCause() instanceof SSLException)) {
            return new MalformedBodyException(call.label(), "the answer is not HTTP", failure);
        }
        return new UnavailableException(call.label(), reason(failure), failure);
    }

    private String reason(Throwable failure) {
        if (failure instanceof ConnectTimeoutException) {
            return "no connection within " + settings.connectTimeout().toMillis() + "ms; raise connectTimeout";
        }
        if (failure instanceof TimeoutException) {
            return suppliedPool()
                    ? "no free connection in time; raise the limits of the connection provider that was handed in"
                    : "no free connection within " + settings.acquireTimeout().toMillis()
                            + "ms; raise maxConnections (now " + settings.maxConnections() + ") or acquireTimeout";
        }
        if (failure.getClass().getSimpleName().equals(FULL_POOL)) {
            return suppliedPool()
                    ? "too many calls wait for a connection of the provider that was handed in; raise its limits"
                    : settings.maxPendingAcquires()
                            + " calls wait for a connection already; raise maxPendingAcquires or"
                            + " maxConnections (now " + settings.maxConnections() + ")";
        }
        // The text of the cause is not repeated here: it is not ours, so we cannot tell what it reveals.
        return "no answer (" + failure.getClass().getSimpleName() + ")";
    }

    private boolean suppliedPool() {
        return settings.connectionProvider() != null;
    }

    private @Nullable Duration retryAfter(HttpHeaders headers) {
        String value = headers.get(HttpHeaderNames.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        // More digits than these are longer than anyone waits, and would overflow a long one day.
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant until = date(value);
        if (until == null) {
            return null;
        }
        // The sender's own clock, when it tells it, makes the difference right however wrong ours may be.
        Instant sent = date(headers.get(HttpHeaderNames.DATE, ""));
        Duration wait = Duration.between(sent == null ? clock.instant() : sent, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static @Nullable Instant date(String text) {
        try {
            return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    private static String excerpt(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 4 * EXCERPT_LENGTH), StandardCharsets.UTF_8);
        return text.substring(0, Math.min(text.length(), EXCERPT_LENGTH));
    }
}
