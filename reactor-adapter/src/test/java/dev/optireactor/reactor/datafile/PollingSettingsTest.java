package dev.optireactor.reactor.datafile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingSettingsTest {

    private static final String KEY = Secrets.SDK_KEY;

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.DATAFILE);

    @Test
    void fetchesFromThePublicAddressByDefault() {
        assertThat(address(settings())).isEqualTo("https://cdn.optimizely.com/datafiles/" + KEY + ".json");
    }

    @Test
    void fetchesFromTheAuthenticatedAddressWhenThereIsAToken() {
        assertThat(address(settings().accessToken("t")))
                .isEqualTo("https://config.optimizely.com/datafiles/auth/" + KEY + ".json");
    }

    @Test
    void leavesATemplateAloneWhenThereIsAToken() {
        assertThat(address(settings().accessToken("t").urlTemplate("https://example.com/%s")))
                .isEqualTo("https://example.com/" + KEY);
    }

    @Test
    void takesBothPlaceholders() {
        assertThat(address(settings().urlTemplate("https://example.com/{sdkKey}/%s.json?k=%s")))
                .isEqualTo("https://example.com/" + KEY + "/" + KEY + ".json?k=" + KEY);
    }

    @Test
    void prefersAUrlToTemplateAndKeyAndNeedsNoKeyThen() {
        String url = "http://localhost:8080/datafile?of=me";
        assertThat(address(settings().urlTemplate("https://example.com/%s").url(url)))
                .isEqualTo(url);
        assertThat(address(PollingSettings.builder().url(url))).isEqualTo(url);
    }

    @Test
    void percentEncodesTheKey() {
        assertThat(address(PollingSettings.builder().sdkKey("a/b ?+%s")))
                .isEqualTo("https://cdn.optimizely.com/datafiles/a%2Fb%20%3F%2B%25s.json");
    }

    @Test
    void needsAKeyOrAUrl() {
        String message = "Must provide at least one of sdk_key or url.";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingSettings.builder().build())
                .withMessageStartingWith(message)
                .withMessageContaining("datafileSource");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PollingSettings.builder().sdkKey(" "))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/datafile.json", "ftp://example.com/%s", "example.com/%s", "%s", ""})
    void refusesATemplateThatMakesNoAddress(String template) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().urlTemplate(template))
                .withMessageStartingWith("Invalid url_template " + template + " provided.")
                .withMessageContaining("{sdkKey}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/secret", "/secret", "secret", "http://a b/secret", ""})
    void refusesAUrlThatIsNoAddressWithoutQuotingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().url(url))
                .withMessage("url must be an absolute http or https URL without blanks");
    }

    @Test
    void refusesAnEmptyToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().accessToken(""))
                .withMessage("datafile_access_token cannot be empty or None.");
    }

    @Test
    void pollsEveryFiveMinutesByDefault() {
        assertThat(settings().build().interval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void replacesAnIntervalThatIsNotPositiveByTheDefaultAndWarns() {
        assertThat(settings().interval(Duration.ZERO).build().interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings().interval(Duration.ofSeconds(-1)).build().interval())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(log.lines())
                .containsExactly(
                        "WARN Invalid polling interval PT0S. Defaulting to PT5M",
                        "WARN Invalid polling interval PT-1S. Defaulting to PT5M");
    }

    @Test
    void warnsOfAnIntervalBelowThirtySeconds() {
        settings().interval(Duration.ofSeconds(30));
        assertThat(log.lines()).isEmpty();
        assertThat(settings().interval(Duration.ofMillis(29_999)).build().interval())
                .isEqualTo(Duration.ofMillis(29_999));
        assertThat(log.lines()).isEqualTo(List.of("WARN Polling intervals below 30 seconds are not recommended."));
    }

    @Test
    void namesTheSettingAndItsBoundsWhenAValueIsOutside() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().interval(Duration.ofNanos(1)))
                .withMessage("interval must be from 1ms to 2592000000ms, was 0ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().attemptTimeout(Duration.ofMinutes(11)))
                .withMessage("attemptTimeout must be from 1ms to 600000ms, was 660000ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().maxRetries(-1))
                .withMessage("maxRetries must be from 0 to 100, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().maxCompressedBytes(0))
                .withMessage("maxCompressedBytes must be from 1 to 1073741824, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings().maxBytes(0))
                .withMessage("maxBytes must be from 1 to 1073741824, was 0");
    }

    @Test
    void keepsEverySettingWhenMutated() {
        PollingSettings settings = settings()
                .url("https://example.com/datafile")
                .urlTemplate("https://example.com/%s")
                .accessToken("t")
                .interval(Duration.ofMinutes(1))
                .attemptTimeout(Duration.ofSeconds(1))
                .maxRetries(1)
                .maxCompressedBytes(2)
                .maxBytes(3)
                .fallbackDatafile(new byte[] {4})
                .lastKnownGood(Path.of("datafile"))
                .build();
        assertThat(settings.mutate().build()).usingRecursiveComparison().isEqualTo(settings);
    }

    @Test
    void showsNeitherKeyNorToken() {
        String text = settings().accessToken(Secrets.TOKEN).build().toString();
        assertThat(text).contains("sd…").doesNotContain(KEY).doesNotContain(Secrets.TOKEN);
    }

    private static PollingSettings.Builder settings() {
        return PollingSettings.builder().sdkKey(KEY);
    }

    private static String address(PollingSettings.Builder settings) {
        URI address = settings.build().address();
        return address.toString();
    }
}
