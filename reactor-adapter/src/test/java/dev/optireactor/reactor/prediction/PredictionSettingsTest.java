package dev.optireactor.reactor.prediction;

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

/** The settings of predictions: their defaults and their bounds. */
class PredictionSettingsTest {

    @Test
    void hasTheDefaultsThatAreDocumented() {
        PredictionSettings settings = PredictionSettings.builder().build();
        assertThat(settings.endpoint("rule")).hasToString("https://prediction.cmab.optimizely.com/predict/rule");
        assertThat(settings.client()).isNull();
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.retries()).isEqualTo(1);
        assertThat(settings.cacheTimeout()).isEqualTo(Duration.ofSeconds(1));
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
