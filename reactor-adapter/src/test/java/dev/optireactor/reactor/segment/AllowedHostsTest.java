package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private final AllowedHosts defaults = OdpSettings.builder().build().allowedHosts();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.zaius.com",
                "https://api.zaius.com/",
                "https://API.ZAIUS.COM",
                "HTTPS://api.eu1.odp.optimizely.com",
                "https://zaius.com:8443/base"
            })
    void allowsTheVendorsHostsOverHttps(String host) {
        assertThat(defaults.problem(host)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://api.zaius.com, api_host is not https",
        "ftp://api.zaius.com, api_host is not https",
        "https://evil.example, api_host is not in an allowed domain",
        "https://evilzaius.com, api_host is not in an allowed domain",
        "https://zaius.com.evil.example, api_host is not in an allowed domain",
        "https://zaius.com., api_host is not in an allowed domain",
        "https://169.254.169.254, api_host is not in an allowed domain",
        "https://localhost, api_host is not in an allowed domain",
        "https://127.0.0.1, api_host is not in an allowed domain",
        "https://[::1], api_host is not in an allowed domain",
        "https://user@api.zaius.com, api_host has a user name",
        "https://evil.example#.zaius.com, api_host is not a URL",
        "https://evil.example?.zaius.com, api_host is not a URL",
        "https://evil.example\\.zaius.com, api_host is not a URL",
        "https://api zaius.com, api_host is not a URL",
        "https:///v3, api_host is not a URL",
        "api.zaius.com, api_host is not a URL",
        "//api.zaius.com, api_host is not a URL"
    })
    void refusesEverythingElse(String host, String problem) {
        assertThat(defaults.problem(host)).startsWith(problem);
    }

    @Test
    void allowsOnlyWhatIsConfigured() {
        AllowedHosts own = OdpSettings.builder()
                .allowedDomains(List.of("ODP.example.org"))
                .build()
                .allowedHosts();
        assertThat(own.problem("https://odp.example.org")).isNull();
        assertThat(own.problem("https://a.odp.example.org")).isNull();
        assertThat(own.problem("https://example.org")).isNotNull();
        assertThat(own.problem("https://api.zaius.com")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:1", "https://[::1]:9", "http://api.zaius.com"})
    void allowsPlainHttpAndThisMachineOnlyWithTheSwitch(String host) {
        assertThat(defaults.problem(host)).isNotNull();
        assertThat(OdpSettings.builder()
                        .allowInsecureHosts()
                        .build()
                        .allowedHosts()
                        .problem(host))
                .isNull();
    }

    @Test
    void doesNotAllowOtherHostsWithTheSwitch() {
        AllowedHosts insecure =
                OdpSettings.builder().allowInsecureHosts().build().allowedHosts();
        assertThat(insecure.problem("http://10.0.0.1")).isNotNull();
        assertThat(insecure.problem("http://evil.example")).isNotNull();
    }

    @Test
    void takesDomainsOnly() {
        for (String wrong :
                List.of("", "*.zaius.com", ".zaius.com", "https://zaius.com", "zaius.com/x", "zaius.com:1")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OdpSettings.builder().allowedDomains(List.of(wrong)))
                    .withMessageContaining("allowedDomains");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OdpSettings.builder().allowedDomains(List.of()))
                .withMessageContaining("disabled()");
    }
}
