package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What the program says of failures, and what becomes of their batches. */
class RetryFilterTest {

    private static final EventDispatcher FAILING = event -> Mono.error(new Outage());

    private final Sample sample = Sample.events();

    @Test
    void callsWhatTheFilterTurnsDownRejected() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.retry(RetryPolicy.builder()
                        .filter(RejectedException.class::isInstance)
                        .build()))
                .otherwise(FAILING);
        virtual.offer(sample.conversions(10));
        assertThat(virtual.attempts()).hasSize(1);
        assertThat(virtual.statistics().dropped(DropReason.REJECTED)).isEqualTo(10);
    }

    @Test
    void asksTheFilterOnceForEachFailure() {
        AtomicInteger asked = new AtomicInteger();
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.retry(RetryPolicy.builder()
                        .filter(failure -> asked.incrementAndGet() > 0)
                        .build()))
                .otherwise(FAILING);
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.attempts()).hasSize(4);
        assertThat(asked).hasValue(4);
    }

    @Test
    void callsWhatTheFilterLetsPassExhaustedEvenWithoutRetries() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.retry(RetryPolicy.builder()
                        .filter(failure -> true)
                        .maxRetries(0)
                        .build()))
                .otherwise(event -> Mono.error(new IllegalStateException("broken")));
        virtual.offer(sample.conversions(10));
        assertThat(virtual.attempts()).hasSize(1);
        assertThat(virtual.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void splitsABatchThatIsTooLargeWhateverTheFilterSays(int retries) {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.retry(RetryPolicy.builder()
                        .filter(failure -> true)
                        .maxRetries(retries)
                        .build()))
                .next(event -> Mono.error(new RejectedException("send events", 413, "")));
        virtual.offer(sample.conversions(10));
        assertThat(virtual.sizes()).containsExactly(10, 5, 5);
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }
}
