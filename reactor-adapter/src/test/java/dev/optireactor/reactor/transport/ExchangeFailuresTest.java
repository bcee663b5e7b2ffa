package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.OptimizelyException;
import dev.optireactor.reactor.failure.Retryable;
import dev.optireactor.reactor.failure.UnavailableException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeFailuresTest {

    private final HttpCall call = HttpCall.get(
                    "fetch datafile", URI.create("https://cdn.example.com/datafiles/key.json"))
            .build();
    private final ExchangeFailures failures = new ExchangeFailures(
            TransportSettings.builder().build(), InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z")));

    @Test
    void readsRetryAfterInSeconds() {
        assertThat(retryAfter("120", null)).contains(Duration.ofMinutes(2));
        assertThat(retryAfter("0", null)).contains(Duration.ZERO);
    }

    @Test
    void readsRetryAfterAsADateByOurClock() {
        assertThat(retryAfter("Fri, 20 Nov 2026 10:00:30 GMT", null)).contains(Duration.ofSeconds(30));
    }

    @Test
    void readsRetryAfterAsADateByTheSendersClockIfItTellsTheTime() {
        assertThat(retryAfter("Fri, 20 Nov 2026 08:00:30 GMT", "Fri, 20 Nov 2026 08:00:00 GMT"))
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void takesADateThatIsOverAsNow() {
        assertThat(retryAfter("Thu, 19 Nov 2026 10:00:00 GMT", null)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999"})
    void ignoresARetryAfterThatItCannotRead(String value) {
        assertThat(retryAfter(value, null)).isEmpty();
    }

    @Test
    void blamesTheConnectionForWhatTheNetworkReports() {
        assertThat(failures.translate(call, new ConnectTimeoutException("x")))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("fetch datafile (https://cdn.example.com): no connection within 10000ms;"
                        + " raise connectTimeout");
        assertThat(failures.translate(call, new UnknownHostException("cdn.example.com")))
                .isInstanceOf(Retryable.class)
                .hasMessage("fetch datafile (https://cdn.example.com): no answer (UnknownHostException)")
                .hasCauseInstanceOf(UnknownHostException.class);
        assertThat(failures.translate(call, new DecoderException(new SSLHandshakeException("x"))))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void blamesTheAnswerForWhatIsNotHttp() {
        assertThat(failures.translate(call, new DecoderException("x"))).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void leavesItsOwnFailuresAsTheyAre() {
        OptimizelyException own = new UnavailableException("x", 503, null);
        assertThat(failures.translate(call, own)).isSameAs(own);
    }

    private Optional<Duration> retryAfter(String value, @Nullable String date) {
        HttpHeaders headers = new DefaultHttpHeaders().set("Retry-After", value);
        if (date != null) {
            headers.set("Date", date);
        }
        return ((Retryable) failures.ofStatus(call, 503, headers, new byte[0])).retryAfter();
    }
}
