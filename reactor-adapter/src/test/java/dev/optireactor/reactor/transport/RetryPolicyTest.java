package dev.optireactor.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class RetryPolicyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void doublesTheLongestWaitUpToTheCap() {
        RetryPolicy policy = RetryPolicy.builder().maxRetries(4).build();
        assertThat(timesOfAttempts(policy, unavailable(), 1.0)).containsExactly(0L, 200L, 600L, 1400L, 2400L);
    }

    @Test
    void spreadsTheWaitOverTheWholeRange() {
        RetryPolicy policy = RetryPolicy.builder().maxRetries(2).build();
        assertThat(timesOfAttempts(policy, unavailable(), 0.0)).containsExactly(0L, 0L, 0L);
        assertThat(timesOfAttempts(policy, unavailable(), 0.5)).containsExactly(0L, 100L, 300L);
    }

    @Test
    void addsWhatTheAnswerAskedFor() {
        RetryPolicy policy = RetryPolicy.builder().maxRetries(1).build();
        UnavailableException failure = new UnavailableException("send", 503, Duration.ofSeconds(2));
        assertThat(timesOfAttempts(policy, failure, 0.5)).containsExactly(0L, 2100L);
    }

    @Test
    void capsWhatTheAnswerAskedFor() {
        RetryPolicy policy = RetryPolicy.builder().maxRetries(1).build();
        UnavailableException failure = new UnavailableException("send", 429, Duration.ofDays(365));
        assertThat(timesOfAttempts(policy, failure, 0.0)).containsExactly(0L, 10_000L);
    }

    @Test
    void givesUpAtOnceOnWhatIsNotRetryable() {
        RejectedException failure = new RejectedException("send", 400, "");
        assertThat(timesOfAttempts(RetryPolicy.builder().build(), failure, 0.5)).containsExactly(0L);
    }

    @Test
    void retriesWhatItsFilterChooses() {
        RetryPolicy policy =
                RetryPolicy.builder().maxRetries(1).filter(failure -> true).build();
        assertThat(timesOfAttempts(policy, new RejectedException("send", 400, ""), 0.0))
                .hasSize(2);
    }

    @Test
    void neverWaitsLongerThanTheCapHoweverManyRetriesThereWere() {
        Duration delay = RetryPolicy.builder().build().delay(1_000_000, unavailable(), () -> 0.999);
        assertThat(delay).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void namesTheBoundThatASettingViolates() {
        assertThatThrownBy(() -> RetryPolicy.builder().maxRetries(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxRetries must be from 0 to 100, was -1");
    }

    private static List<Long> timesOfAttempts(RetryPolicy policy, RuntimeException failure, double random) {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        List<Long> attempts = new ArrayList<>();
        Mono<Object> failing = Mono.error(() -> {
            attempts.add(timer.now(TimeUnit.MILLISECONDS));
            return failure;
        });
        StepVerifier.withVirtualTime(() -> failing.retryWhen(policy.on(timer, () -> random)), () -> timer, 1)
                .thenAwait(Duration.ofMinutes(1))
                .expectErrorMatches(last -> last == failure)
                .verify(PATIENCE);
        return attempts;
    }

    private static UnavailableException unavailable() {
        return new UnavailableException("send", 503, null);
    }
}
