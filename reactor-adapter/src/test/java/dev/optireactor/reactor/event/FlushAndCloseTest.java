package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.listener.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class FlushAndCloseTest {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Sample sample = Sample.events();
    private final Delayed delayed = new Delayed();
    private final List<String> log = new ArrayList<>();

    private Disposable flush(VirtualPipeline virtual, String name) {
        return virtual.pipeline().flush().subscribe(null, null, () -> log.add(name));
    }

    private List<EventStatistics> close(VirtualPipeline virtual) {
        return close(virtual, CLOSE_TIMEOUT);
    }

    private List<EventStatistics> close(VirtualPipeline virtual, Duration deadline) {
        List<EventStatistics> outcome = new ArrayList<>();
        virtual.pipeline().close(deadline).subscribe(outcome::add);
        return outcome;
    }

    @Test
    void flushSendsABatchThatIsNotFull() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(3));
        Mono<Void> flush = virtual.pipeline().flush();
        assertThat(virtual.attempts()).isEmpty();
        flush.subscribe(null, null, () -> log.add("flushed"));
        assertThat(virtual.sizes()).containsExactly(3);
        assertThat(log).containsExactly("flushed");
    }

    @Test
    void flushCompletesAtOnceWhenThereIsNothing() {
        VirtualPipeline virtual = new VirtualPipeline();
        flush(virtual, "flushed");
        assertThat(log).containsExactly("flushed");
        assertThat(virtual.attempts()).isEmpty();
    }

    @Test
    void flushWaitsForTheAcknowledgementOfAllThatWasOfferedBefore() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(25));
        flush(virtual, "flushed");
        delayed.complete();
        delayed.complete();
        assertThat(log).isEmpty();
        delayed.complete();
        assertThat(log).containsExactly("flushed");
        assertThat(virtual.sizes()).containsExactly(10, 10, 5);
    }

    @Test
    void flushDoesNotWaitForWhatIsOfferedLater() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(3));
        flush(virtual, "flushed");
        virtual.offer(sample.conversions(10));
        assertThat(virtual.sizes()).containsExactly(3, 10);
        delayed.complete();
        assertThat(log).containsExactly("flushed");
        assertThat(virtual.statistics().pending()).isEqualTo(10);
    }

    @Test
    void flushCountsADroppedEventAsDone() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(event -> Mono.error(new Outage()));
        virtual.offer(sample.conversions(3));
        flush(virtual, "flushed");
        assertThat(log).isEmpty();
        virtual.pass(Duration.ofMinutes(1));
        assertThat(log).containsExactly("flushed");
        assertThat(virtual.statistics().dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(3);
    }

    @Test
    void flushWaitsForBothHalvesOfABatchThatWasSplit() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(2));
        virtual.next(event -> Mono.error(new RejectedException("send events", 413, "")));
        virtual.otherwise(delayed.dispatcher());
        virtual.offer(sample.conversion());
        virtual.offer(sample.conversion());
        flush(virtual, "flushed");
        delayed.complete();
        assertThat(log).isEmpty();
        delayed.complete();
        assertThat(log).containsExactly("flushed");
    }

    @Test
    void severalFlushesEndWhenTheirOwnEventsAreDone() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(1));
        flush(virtual, "first");
        virtual.offer(sample.conversions(1));
        flush(virtual, "second");
        flush(virtual, "third");
        delayed.complete();
        assertThat(log).containsExactly("first");
        delayed.complete();
        assertThat(log).containsExactly("first", "second", "third");
    }

    @Test
    void aCancelledFlushHasNoFurtherEffect() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(20));
        flush(virtual, "flushed").dispose();
        virtual.offer(sample.conversions(5));
        delayed.completeAll();
        assertThat(log).isEmpty();
        assertThat(virtual.sizes()).containsExactly(10, 10);
    }

    @Test
    void flushEndsWhenEveryEventOfItWasDroppedInFavourOfNewerOnes() {
        VirtualPipeline virtual = new VirtualPipeline(
                        settings -> settings.batchSize(1).queueCapacity(1).overflow(OverflowStrategy.DROP_OLDEST))
                .otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(3));
        flush(virtual, "flushed");
        virtual.offer(sample.conversion());
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        delayed.completeAll();
        assertThat(log).containsExactly("flushed");
    }

    @Test
    void closeDeliversWhatIsLeftAndTakesNothingMore() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(13));
        List<EventStatistics> outcome = close(virtual);
        assertThat(outcome).singleElement().satisfies(statistics -> {
            assertThat(statistics.delivered()).isEqualTo(13);
            assertThat(statistics.pending()).isZero();
        });
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        assertThat(virtual.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
        virtual.pass(Duration.ofHours(1));
        assertThat(virtual.sizes()).containsExactly(10, 3);
    }

    @Test
    void closeActsOnlyWhenSubscribed() {
        VirtualPipeline virtual = new VirtualPipeline();
        Mono<EventStatistics> close = virtual.pipeline().close(CLOSE_TIMEOUT);
        virtual.offer(sample.conversion());
        close.subscribe();
        assertThat(virtual.statistics().delivered()).isEqualTo(1);
    }

    @Test
    void closeWaitsForAttemptsAndRetriesUnderWay() {
        VirtualPipeline virtual =
                new VirtualPipeline().next(event -> Mono.error(new Outage())).otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(10));
        List<EventStatistics> outcome = close(virtual);
        assertThat(outcome).isEmpty();
        virtual.pass(Duration.ofMillis(200));
        assertThat(outcome).isEmpty();
        delayed.complete();
        assertThat(outcome)
                .singleElement()
                .extracting(EventStatistics::delivered)
                .isEqualTo(10L);
    }

    @Test
    void closeGivesUpWhatIsNotAcknowledgedInTime() {
        AtomicInteger cancelled = new AtomicInteger();
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.attemptTimeout(Duration.ofMinutes(5)));
        virtual.otherwise(event -> Mono.<Void>never().doOnCancel(cancelled::incrementAndGet));
        virtual.offer(sample.conversions(25));
        List<EventStatistics> outcome = close(virtual);
        virtual.pass(Duration.ofSeconds(15).minus(MOMENT));
        assertThat(outcome).isEmpty();
        virtual.pass(MOMENT);
        assertThat(outcome).singleElement().satisfies(statistics -> {
            assertThat(statistics.dropped(DropReason.ABANDONED)).isEqualTo(25);
            assertThat(statistics.pending()).isZero();
        });
        assertThat(cancelled).hasValue(2);
        assertThat(virtual.statistics()).isEqualTo(outcome.get(0));
    }

    @Test
    void closeGivesUpAtOnceWhenItHasNoTime() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(3));
        assertThat(close(virtual, Duration.ZERO))
                .singleElement()
                .satisfies(statistics ->
                        assertThat(statistics.dropped(DropReason.ABANDONED)).isEqualTo(3));
    }

    @Test
    void closingTwiceGivesTheSameOutcome() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(3));
        List<EventStatistics> first = close(virtual);
        List<EventStatistics> second = close(virtual);
        assertThat(first).isEmpty();
        delayed.complete();
        assertThat(first).hasSize(1).isEqualTo(second).isEqualTo(close(virtual));
    }

    @Test
    void cancellingTheWaitForCloseDoesNotStopIt() {
        VirtualPipeline virtual = new VirtualPipeline().otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(3));
        virtual.pipeline().close(CLOSE_TIMEOUT).subscribe().dispose();
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        delayed.complete();
        assertThat(close(virtual))
                .singleElement()
                .extracting(EventStatistics::delivered)
                .isEqualTo(3L);
    }

    @Test
    void closeEndsTheWaitOfConversionsAndFlushes() {
        VirtualPipeline virtual = new VirtualPipeline(
                        settings -> settings.batchSize(1).queueCapacity(1).overflow(OverflowStrategy.BACKPRESSURE))
                .otherwise(event -> Mono.never());
        virtual.offer(sample.conversions(3));
        virtual.pipeline().offerWhenRoom(sample.conversion()).subscribe(null, null, () -> log.add("offered"));
        flush(virtual, "flushed");
        List<EventStatistics> outcome = close(virtual);
        assertThat(log).containsExactly("offered");
        virtual.pass(Duration.ofSeconds(15));
        assertThat(log).containsExactly("offered", "flushed");
        assertThat(outcome).singleElement().satisfies(statistics -> {
            assertThat(statistics.dropped(DropReason.CLOSED)).isEqualTo(1);
            assertThat(statistics.dropped(DropReason.ABANDONED)).isEqualTo(3);
        });
    }

    @Test
    void everythingIsHarmlessAfterClose() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.overflow(OverflowStrategy.BACKPRESSURE));
        close(virtual);
        flush(virtual, "flushed");
        virtual.pipeline().offerWhenRoom(sample.conversion()).subscribe(null, null, () -> log.add("offered"));
        assertThat(log).containsExactly("flushed", "offered");
        assertThat(virtual.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
    }
}
