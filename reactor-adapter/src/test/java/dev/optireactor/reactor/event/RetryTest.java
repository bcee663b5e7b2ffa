package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RetryTest {

    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final EventDispatcher FAILING = event -> Mono.error(new Outage());
    private static final EventDispatcher SILENT = event -> Mono.never();

    private final Sample sample = Sample.events();

    @Test
    void sendsTheSameBytesAgainAfter200And400And800Milliseconds() {
        VirtualPipeline virtual = new VirtualPipeline().next(FAILING, FAILING, FAILING);
        virtual.offer(sample.conversions(10));
        int attempts = 1;
        for (long wait : List.of(200L, 400L, 800L)) {
            virtual.pass(Duration.ofMillis(wait).minus(MOMENT));
            assertThat(virtual.attempts()).hasSize(attempts++);
            virtual.pass(MOMENT);
            assertThat(virtual.attempts()).hasSize(attempts);
        }
        assertThat(virtual.attempts())
                .extracting(LogEvent::body)
                .containsOnly(virtual.attempts().get(0).body());
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }

    @Test
    void drawsEachWaitBetweenNothingAndItsLimit() {
        VirtualPipeline virtual = new VirtualPipeline().random(0.5).next(FAILING, FAILING);
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMillis(100));
        assertThat(virtual.attempts()).hasSize(2);
        virtual.random(0);
        virtual.pass(Duration.ofMillis(200));
        assertThat(virtual.attempts()).hasSize(3);
    }

    @Test
    void givesABatchUpAfterThreeRetries() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(FAILING);
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.attempts()).hasSize(4);
        assertThat(virtual.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(10);
        assertThat(virtual.statistics().pending()).isZero();
        assertThat(virtual.listener().failures()).hasSize(1).allMatch(Outage.class::isInstance);
    }

    @Test
    void tellsOfTheRecovery() {
        VirtualPipeline virtual = new VirtualPipeline().next(FAILING, FAILING, FAILING, FAILING);
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMinutes(1));
        virtual.offer(sample.conversions(20));
        assertThat(virtual.listener().recoveries()).hasSize(1);
    }

    @Test
    void doesNotRetryWhenToldSo() {
        RetryPolicy never = RetryPolicy.builder().maxRetries(0).build();
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.retry(never)).otherwise(FAILING);
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.attempts()).hasSize(1);
        assertThat(virtual.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(10);
    }

    @Test
    void waitsAsLongAsTheAnswerAsksButAtMostTenSeconds() {
        VirtualPipeline virtual = new VirtualPipeline().random(0);
        virtual.next(
                event -> Mono.error(new Outage(Duration.ofSeconds(3))),
                event -> Mono.error(new Outage(Duration.ofHours(1))));
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofSeconds(3).minus(MOMENT));
        assertThat(virtual.attempts()).hasSize(1);
        virtual.pass(MOMENT);
        assertThat(virtual.attempts()).hasSize(2);
        virtual.pass(Duration.ofSeconds(10).minus(MOMENT));
        assertThat(virtual.attempts()).hasSize(2);
        virtual.pass(MOMENT);
        assertThat(virtual.attempts()).hasSize(3);
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }

    @Test
    void dropsARefusedBatchAtOnceAndGoesOn() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.next(event -> Mono.error(new RejectedException("send events", 400, "no")));
        virtual.offer(sample.conversions(30));
        assertThat(virtual.attempts()).hasSize(3);
        assertThat(virtual.statistics().dropped(DropReason.REJECTED)).isEqualTo(10);
        assertThat(virtual.statistics().delivered()).isEqualTo(20);
    }

    @Test
    void dropsABatchThatIsRefusedAtItsRetry() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.next(FAILING, event -> Mono.error(new RejectedException("send events", 400, "no")));
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.attempts()).hasSize(2);
        assertThat(virtual.statistics().dropped(DropReason.REJECTED)).isEqualTo(10);
    }

    @Test
    void endsAnAttemptThatHangsAndTriesAgain() {
        AtomicInteger cancelled = new AtomicInteger();
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.next(event -> Mono.<Void>never().doOnCancel(cancelled::incrementAndGet));
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofSeconds(10).minus(MOMENT));
        assertThat(cancelled).hasValue(0);
        virtual.pass(MOMENT);
        assertThat(cancelled).hasValue(1);
        virtual.pass(Duration.ofSeconds(1));
        assertThat(virtual.attempts()).hasSize(2);
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }

    @Test
    void saysHowLongAHangingEndpointWasWaitedFor() {
        VirtualPipeline virtual =
                new VirtualPipeline(settings -> settings.attemptTimeout(Duration.ofMillis(1500))).otherwise(SILENT);
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(10);
        assertThat(virtual.listener().failures())
                .singleElement()
                .isInstanceOf(UnavailableException.class)
                .asString()
                .contains("1500ms");
    }

    @Test
    void ignoresTheEndOfAnAttemptThatIsOver() {
        Delayed late = new Delayed();
        VirtualPipeline virtual = new VirtualPipeline().next(late.dispatcher());
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofSeconds(11));
        late.complete();
        assertThat(virtual.attempts()).hasSize(2);
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }

    @Test
    void givesUpEventsThatAreTooOldForAnotherAttempt() {
        VirtualPipeline virtual = new VirtualPipeline(
                        settings -> settings.maxAge(Duration.ofSeconds(25)).flushInterval(Duration.ofSeconds(1)))
                .otherwise(SILENT);
        virtual.offer(sample.conversion());
        virtual.pass(Duration.ofMinutes(10));
        assertThat(virtual.attempts()).hasSize(3);
        assertThat(virtual.statistics().dropped(DropReason.EXPIRED)).isEqualTo(1);
    }

    @Test
    void givesUpEventsThatBecameTooOldInTheQueue() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.maxAge(Duration.ofSeconds(9)));
        virtual.next(SILENT, SILENT);
        virtual.offer(sample.conversions(25));
        virtual.pass(Duration.ofSeconds(5));
        List<UserEvent> young = sample.conversions(5);
        virtual.offer(young);
        virtual.pass(Duration.ofMinutes(10));
        assertThat(virtual.statistics().dropped(DropReason.EXPIRED)).isEqualTo(25);
        assertThat(virtual.statistics().delivered()).isEqualTo(5);
    }

    @Test
    void sendsWhatIsBehindABatchThatFailsAgainAndAgain() {
        VirtualPipeline virtual = new VirtualPipeline();
        List<UserEvent> poison = sample.conversions(10);
        String poisonUuid = poison.get(0).uuid().toString();
        virtual.otherwise(event -> event.bodyAsText().contains(poisonUuid) ? Mono.error(new Outage()) : Mono.empty());
        virtual.offer(poison);
        virtual.offer(sample.conversions(500));
        assertThat(virtual.statistics().delivered()).isEqualTo(500);
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(10);
    }

    @Test
    void sendsAtMostTwoBatchesAtATime() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(SILENT);
        virtual.offer(sample.conversions(50));
        assertThat(virtual.attempts()).hasSize(2);
        assertThat(virtual.statistics().pending()).isEqualTo(50);
    }

    @Test
    void halvesABatchThatIsTooLargeForTheReceiver() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.otherwise(event ->
                event.eventCount() > 3 ? Mono.error(new RejectedException("send events", 413, "")) : Mono.empty());
        virtual.offer(sample.conversions(10));
        assertThat(virtual.sizes()).containsExactly(10, 5, 5, 2, 3, 2, 3);
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }

    @Test
    void dropsASingleEventThatIsTooLargeForTheReceiver() {
        VirtualPipeline virtual = new VirtualPipeline();
        List<UserEvent> events = sample.conversions(10);
        String large = events.get(6).uuid().toString();
        virtual.otherwise(event -> event.bodyAsText().contains(large)
                ? Mono.error(new RejectedException("send events", 413, ""))
                : Mono.empty());
        virtual.offer(events);
        assertThat(virtual.statistics().delivered()).isEqualTo(9);
        assertThat(virtual.statistics().dropped(DropReason.REJECTED)).isEqualTo(1);
    }

    @Test
    void losesOnlyTheBatchForWhichTheDispatcherThrows() {
        List<EventDispatcher> broken = List.of(
                event -> {
                    throw new IllegalStateException("thrown");
                },
                event -> {
                    throw new NoClassDefFoundError("thrown");
                },
                event -> Mono.error(new IllegalStateException("signalled")),
                event -> nothing());
        VirtualPipeline virtual = new VirtualPipeline().next(broken.toArray(EventDispatcher[]::new));
        virtual.offer(sample.conversions(60));
        assertThat(virtual.statistics().dropped(DropReason.REJECTED)).isEqualTo(40);
        assertThat(virtual.statistics().delivered()).isEqualTo(20);
    }

    @SuppressWarnings("NullAway") // What a user's dispatcher may do who does not check.
    private static Mono<Void> nothing() {
        return null;
    }

    @Test
    void goesOnWhenAConsumerOfLogEventsThrows() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.announce(event -> {
            throw new IllegalStateException("thrown");
        });
        virtual.offer(sample.conversions(20));
        assertThat(virtual.statistics().delivered()).isEqualTo(20);
    }

    @Test
    void keepsCountWhenEachAttemptEndsDifferently() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.next(Stream.of(
                        FAILING,
                        SILENT,
                        event -> Mono.error(new RejectedException("send events", 403, "")),
                        event -> Mono.<Void>empty())
                .toArray(EventDispatcher[]::new));
        virtual.offer(sample.conversions(100));
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.statistics().delivered()).isEqualTo(90);
        assertThat(virtual.statistics().dropped(DropReason.REJECTED)).isEqualTo(10);
        assertThat(virtual.statistics().pending()).isZero();
    }
}
