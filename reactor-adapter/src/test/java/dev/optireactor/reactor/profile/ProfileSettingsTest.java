package dev.optireactor.reactor.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProfileSettingsTest {

    @Test
    void hasTheDefaultsThatAreDocumented() {
        ProfileSettings settings = ProfileSettings.builder().build();
        assertThat(settings.lookupTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.saveTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.maxPendingSaves()).isEqualTo(10_000);
    }

    @Test
    void keepsAllSettingsWhenMutated() {
        ProfileSettings settings = ProfileSettings.builder()
                .lookupTimeout(Duration.ofSeconds(2))
                .saveTimeout(Duration.ofSeconds(3))
                .maxPendingSaves(4)
                .build();
        assertThat(settings.mutate().build()).usingRecursiveComparison().isEqualTo(settings);
    }

    @Test
    void refusesAValueOutsideItsBoundsAndNamesThem() {
        ProfileSettings.Builder builder = ProfileSettings.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.lookupTimeout(Duration.ZERO))
                .withMessage("lookupTimeout must be from 1ms to 60000ms, was 0ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.saveTimeout(Duration.ofMinutes(2)))
                .withMessage("saveTimeout must be from 1ms to 60000ms, was 120000ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxPendingSaves(0))
                .withMessage("maxPendingSaves must be from 1 to 1000000, was 0");
    }
}
