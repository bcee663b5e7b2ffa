package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optireactor.reactor.transport.RetryPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of events: their defaults, their bounds, and what they cannot be together. */
class EventPipelineSettingsTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration NEGATIVE = Duration.ofSeconds(-1);

    @Test
    void hasTheDefaultsThatAreDocumented() {
        EventPipelineSettings settings = EventPipelineSettings.builder().build();
        assertThat(settings.sendingEnabled()).isTrue();
        assertThat(settings.endpoint()).isNull();
        assertThat(settings.batchSize()).isEqualTo(10);
        assertThat(settings.flushInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.maxBatchBytes()).isEqualTo(3_000_000);
        assertThat(settings.queueCapacity()).isEqualTo(11_000);
        assertThat(settings.queueBytes()).isEqualTo(16 << 20);
        assertThat(settings.overflow()).isEqualTo(OverflowStrategy.DROP_NEWEST);
        assertThat(settings.maxWaitingOffers()).isEqualTo(1_000);
        assertThat(settings.concurrency()).isEqualTo(2);
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.maxAge()).isEqualTo(Duration.ofHours(1));
    }

    /** Name, the setting outside its bounds, and its bounds as the message tells them. */
    static Stream<Arguments> outside() {
        return Stream.of(
                outside("batchSize", "1 to 10000, was 0", builder -> builder.batchSize(0)),
                outside("batchSize", "1 to 10000, was -1", builder -> builder.batchSize(-1)),
                outside("batchSize", "1 to 10000, was 10001", builder -> builder.batchSize(10_001)),
                outside("flushInterval", "1ms to 86400000ms, was 0ms", builder -> builder.flushInterval(NONE)),
                outside("flushInterval", "1ms to 86400000ms, was -1000ms", builder -> builder.flushInterval(NEGATIVE)),
                outside("queueCapacity", "1 to 1000000, was 0", builder -> builder.queueCapacity(0)),
                outside("queueBytes", "1000 to 68719476736, was 999", builder -> builder.queueBytes(999)),
                outside("maxBatchBytes", "1000 to 3500000, was 3500001", builder -> builder.maxBatchBytes(3_500_001)),
                outside("maxWaitingOffers", "0 to 1000000, was -1", builder -> builder.maxWaitingOffers(-1)),
                outside("concurrency", "2 to 256, was 1", builder -> builder.concurrency(1)),
                outside("attemptTimeout", "1ms to 600000ms, was 0ms", builder -> builder.attemptTimeout(NONE)),
                outside("maxAge", "1ms to 86400000ms, was 0ms", builder -> builder.maxAge(NONE)));
    }

    private static Arguments outside(String name, String bounds, UnaryOperator<EventPipelineSettings.Builder> setting) {
        return arguments(name, bounds, setting);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("outside")
    void refusesAValueOutsideItsBoundsAndNamesThem(
            String name, String bounds, UnaryOperator<EventPipelineSettings.Builder> setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.apply(EventPipelineSettings.builder()))
                .withMessage(name + " must be from " + bounds);
    }

    @Test
    void refusesABatchThatIsLargerThanTheQueue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPipelineSettings.builder()
                        .queueCapacity(100)
                        .batchSize(101)
                        .build())
                .withMessage("batchSize (101) must not be above queueCapacity (100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        EventPipelineSettings.builder().queueBytes(1_000_000).build())
                .withMessage("maxBatchBytes (3000000) must not be above queueBytes (1000000)");
        assertThat(EventPipelineSettings.builder().queueCapacity(10).build().queueCapacity())
                .isEqualTo(10);
    }

    @Test
    void keepsAllSettingsWhenMutated() {
        EventPipelineSettings settings = EventPipelineSettings.builder()
                .disableSending()
                .endpoint(URI.create("https://example.com/events"))
                .batchSize(1)
                .maxBatchBytes(2_000)
                .flushInterval(Duration.ofSeconds(3))
                .queueCapacity(4)
                .queueBytes(5_000)
                .overflow(OverflowStrategy.DROP_OLDEST)
                .maxWaitingOffers(6)
                .concurrency(7)
                .attemptTimeout(Duration.ofSeconds(8))
                .retry(RetryPolicy.builder().maxRetries(9).build())
                .maxAge(Duration.ofSeconds(10))
                .build();
        assertThat(settings.mutate().build()).usingRecursiveComparison().isEqualTo(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events", "ftp://example.com/events", "events", "http:///events"})
    void refusesAnEndpointThatIsNoAddress(String endpoint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventPipelineSettings.builder().endpoint(URI.create(endpoint)))
                .withMessage("endpoint must be an absolute http or https URL");
    }
}
