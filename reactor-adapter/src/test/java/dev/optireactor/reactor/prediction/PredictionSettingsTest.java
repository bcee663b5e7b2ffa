package dev.optireactor.reactor.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optireactor.reactor.cache.ReactiveCache;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** The settings of predictions: their defaults and their bounds. */
class PredictionSettingsTest {

    @Test
    void hasTheDefaultsThatAreDocumented() {
        PredictionSettings settings = PredictionSettings.builder().build();
        assertThat(settings.endpoint("rule")).hasToString("https://prediction.cmab.optimizely.com/predict/rule");
        assertThat(settings.client()).isNull();
        assertThat(settings.attempts().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.attempts().retries()).isEqualTo(1);
        assertThat(settings.attempts().firstDelay()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.attempts().longestDelay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.cache().size()).isEqualTo(10_000);
        assertThat(settings.cache().timeToLive()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.cache().timeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void keepsAllSettingsWhenMutated() {
        PredictionSettings settings = PredictionSettings.builder()
                .endpoint("https://example.com/%s")
                .client((need, cmabUuid) -> Mono.empty())
                .timeout(Duration.ofSeconds(1))
                .deadline(Duration.ofSeconds(2))
                .retries(3)
                .retryDelay(Duration.ofSeconds(4), Duration.ofSeconds(5))
                .cache(ReactiveCache.inMemory(6, Duration.ofSeconds(6)))
                .cacheSize(7)
                .timeToLive(Duration.ofSeconds(8))
                .cacheTimeout(Duration.ofSeconds(9))
                .build();
        assertThat(settings.mutate().build()).usingRecursiveComparison().isEqualTo(settings);
    }

    static Stream<Arguments> outside() {
        return Stream.of(
                outside("timeout", builder -> builder.timeout(Duration.ZERO)),
                outside("deadline", builder -> builder.deadline(Duration.ZERO)),
                outside("retries", builder -> builder.retries(-1)),
                outside("first", builder -> builder.retryDelay(Duration.ofMillis(-1), Duration.ofSeconds(1))),
                outside("longest", builder -> builder.retryDelay(Duration.ZERO, Duration.ofMinutes(2))),
                outside("cacheSize", builder -> builder.cacheSize(-1)),
                outside("timeToLive", builder -> builder.timeToLive(Duration.ZERO)),
                outside("cacheTimeout", builder -> builder.cacheTimeout(Duration.ZERO)));
    }

    private static Arguments outside(String name, UnaryOperator<PredictionSettings.Builder> setting) {
        return arguments(name, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outside")
    void refusesAValueOutsideItsBoundsAndNamesIt(String name, UnaryOperator<PredictionSettings.Builder> setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.apply(PredictionSettings.builder()))
                .withMessageStartingWith(name + " must be");
    }
}
