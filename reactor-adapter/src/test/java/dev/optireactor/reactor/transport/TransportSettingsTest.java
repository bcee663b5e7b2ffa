package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransportSettingsTest {

    @Test
    void namesTheSettingItsBoundsAndWhatWasGiven() {
        TransportSettings.Builder builder = TransportSettings.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.connectTimeout(Duration.ofMinutes(2)))
                .withMessage("connectTimeout must be from 1ms to 60000ms, was 120000ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxConnections(0))
                .withMessage("maxConnections must be from 1 to 10000, was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.userAgent(" "));
    }

    @Test
    void keepsAllSettingsWhenMutated() {
        TransportSettings settings = TransportSettings.builder()
                .connectTimeout(Duration.ofSeconds(1))
                .maxConnections(2)
                .maxPendingAcquires(3)
                .acquireTimeout(Duration.ofSeconds(4))
                .maxIdleTime(Duration.ofSeconds(5))
                .maxLifeTime(Duration.ofSeconds(6))
                .evictionInterval(Duration.ofSeconds(7))
                .userAgent("eight")
                .build();
        assertThat(settings.mutate().build()).usingRecursiveComparison().isEqualTo(settings);
    }

    @Test
    void refusesAnAddressThatIsNotAnAbsoluteHttpUrlWithoutRepeatingIt() {
        for (String address : new String[] {"/datafiles/secret.json", "ftp://host/secret", "https:secret"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpCall.get("fetch datafile", URI.create(address)))
                    .withMessage("fetch datafile: the address must be an absolute http or https URL");
        }
    }

    @Test
    void labelsACallWithoutPathQueryAndCredentials() {
        URI address = URI.create("https://user:password@cdn.example.com:8443/datafiles/secret.json?token=secret");
        assertThat(HttpCall.get("fetch datafile", address).build().label())
                .isEqualTo("fetch datafile (https://cdn.example.com:8443)");
    }

    @Test
    void followsRedirectsOfAGetOnly() {
        URI address = URI.create("https://logx.example.com/v1/events");
        assertThatThrownBy(
                        () -> HttpCall.post("send events", address, new byte[1]).followRedirects())
                .isInstanceOf(IllegalStateException.class);
    }
}
