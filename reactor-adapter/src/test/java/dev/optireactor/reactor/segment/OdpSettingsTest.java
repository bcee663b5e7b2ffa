package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optireactor.reactor.cache.ReactiveCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** The settings of the data platform: their defaults and their bounds. */
class OdpSettingsTest {

    @Test
    void hasTheDefaultsThatAreDocumented() {
        OdpSettings settings = OdpSettings.builder().build();
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.segments().client()).isNull();
        assertThat(settings.segments().attempts().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.segments().cache().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.events().batchSize()).isEqualTo(10);
        assertThat(settings.events().flushInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.events().queueCapacity()).isEqualTo(10_000);
        assertThat(settings.events().attempts().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.events().attempts().retries()).isEqualTo(3);
        assertThat(settings.segments().attempts().retries()).isZero();
        assertThat(settings.segments().cache().size()).isEqualTo(10_000);
        assertThat(settings.segments().cache().timeToLive()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.events().attempts().firstDelay()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.events().attempts().longestDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.commonIdentifiers()).isEmpty();
        assertThat(settings.commonData()).isEmpty();
    }

    static Stream<Arguments> outside() {
        return Stream.of(
                outside("timeout", builder -> builder.segments(segments -> segments.timeout(Duration.ZERO))),
                outside("retries", builder -> builder.segments(segments -> segments.retries(-1))),
                outside("cacheSize", builder -> builder.segments(segments -> segments.cacheSize(-1))),
                outside("timeToLive", builder -> builder.segments(segments -> segments.timeToLive(Duration.ZERO))),
                outside(
                        "cacheTimeout",
                        builder -> builder.segments(segments -> segments.cacheTimeout(Duration.ofMinutes(2)))),
                outside("batchSize", builder -> builder.events(events -> events.batchSize(0))),
                outside(
                        "flushInterval",
                        builder -> builder.events(events -> events.flushInterval(Duration.ofMillis(-1)))),
                outside("queueCapacity", builder -> builder.events(events -> events.queueCapacity(0))));
    }

    @Test
    void keepsAllSettingsWhenMutated() {
        OdpSettings settings = OdpSettings.builder()
                .disabled()
                .allowedDomains(List.of("example.com"))
                .allowInsecureHosts()
                .commonIdentifiers(Map.of("device", "d-1"))
                .commonData(Map.of("os", "linux"))
                .segments(segments -> segments.client(request -> Mono.empty())
                        .timeout(Duration.ofSeconds(1))
                        .retries(2)
                        .cache(ReactiveCache.inMemory(3, Duration.ofSeconds(3)))
                        .cacheSize(4)
                        .timeToLive(Duration.ofSeconds(5))
                        .cacheTimeout(Duration.ofSeconds(6)))
                .events(events -> events.batchSize(7)
                        .flushInterval(Duration.ofSeconds(8))
                        .queueCapacity(9)
                        .queueBytes(10_000)
                        .concurrency(11)
                        .timeout(Duration.ofSeconds(12))
                        .retries(0)
                        .retryDelay(Duration.ofSeconds(13), Duration.ofSeconds(14)))
                .build();
        assertThat(settings.mutate().build()).usingRecursiveComparison().isEqualTo(settings);
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
