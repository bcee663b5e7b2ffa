package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of the data platform: their defaults and their bounds. */
class OdpSettingsTest {

    @Test
    void hasTheDefaultsThatAreDocumented() {
        OdpSettings settings = OdpSettings.builder().build();
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.segmentClient()).isNull();
        assertThat(settings.segmentTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.cacheTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.batchSize()).isEqualTo(10);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.queueCapacity()).isEqualTo(10_000);
        assertThat(settings.eventTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.eventRetries()).isEqualTo(3);
        assertThat(settings.commonIdentifiers()).isEmpty();
        assertThat(settings.commonData()).isEmpty();
    }

    static Stream<Arguments> outside() {
        return Stream.of(
                outside("segmentTimeout", builder -> builder.segmentTimeout(Duration.ZERO)),
                outside("segmentRetries", builder -> builder.segmentRetries(-1)),
                outside("segmentCacheSize", builder -> builder.segmentCacheSize(-1)),
                outside("segmentTimeToLive", builder -> builder.segmentTimeToLive(Duration.ZERO)),
                outside("cacheTimeout", builder -> builder.cacheTimeout(Duration.ofMinutes(2))),
                outside("batchSize", builder -> builder.batchSize(0)),
                outside("flushInterval", builder -> builder.flushInterval(Duration.ofMillis(-1))),
                outside("queueCapacity", builder -> builder.queueCapacity(0)));
    }

    private static Arguments outside(String name, UnaryOperator<OdpSettings.Builder> setting) {
        return arguments(name, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outside")
    void refusesAValueOutsideItsBoundsAndNamesIt(String name, UnaryOperator<OdpSettings.Builder> setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.apply(OdpSettings.builder()))
                .withMessageStartingWith(name + " must be");
    }
}
