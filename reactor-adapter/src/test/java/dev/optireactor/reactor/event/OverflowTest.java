package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class OverflowTest {

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.EVENTS);

    private final Sample sample = Sample.events();
    private final Delayed delayed = new Delayed();

    /** A pipeline whose two deliveries are stuck with two events each, and whose queue holds four events. */
    private VirtualPipeline stuck(OverflowStrategy overflow) {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(2)
                        .queueCapacity(4)
                        .maxWaitingOffers(3)
                        .overflow(overflow))
                .otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(4));
        assertThat(delayed.count()).isEqualTo(2);
        return virtual;
    }

    private void release(VirtualPipeline virtual) {
        while (delayed.count() > 0) {
            delayed.complete();
        }
        virtual.pass(Duration.ofMinutes(1));
        while (delayed.count() > 0) {
            delayed.complete();
        }
        assertThat(virtual.statistics().pending()).isZero();
    }

    @Test
    void dropsTheNewestEvent() {
        VirtualPipeline virtual = stuck(OverflowStrategy.DROP_NEWEST);
        List<UserEvent> kept = sample.conversions(4);
        virtual.offer(kept);
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(virtual.statistics().pending()).isEqualTo(8);
        release(virtual);
        assertThat(virtual.statistics().delivered()).isEqualTo(8);
        assertThat(virtual.sentUuids()).containsAll(Sample.uuids(kept));
    }

    @Test
    void dropsTheOldestEventThatIsStillInTheQueue() {
        VirtualPipeline virtual = stuck(OverflowStrategy.DROP_OLDEST);
        List<UserEvent> events = sample.conversions(6);
        virtual.offer(events);
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(2);
        assertThat(virtual.statistics().pending()).isEqualTo(8);
        release(virtual);
        assertThat(virtual.statistics().delivered()).isEqualTo(8);
        assertThat(virtual.sentUuids())
                .containsAll(Sample.uuids(events.subList(2, 6)))
                .doesNotContainAnyElementsOf(Sample.uuids(events.subList(0, 2)));
    }

    @Test
    void dropsAsManyOldEventsAsALargeOneNeeds() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(1)
                        .maxBatchBytes(1_000)
                        .queueBytes(2_000)
                        .overflow(OverflowStrategy.DROP_OLDEST))
                .otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(2));
        UserEvent small = sample.conversion();
        int fitting = 2_000 / small.estimatedBytes();
        virtual.offer(small);
        virtual.offer(sample.conversions(fitting - 1));
        assertThat(virtual.statistics().dropped()).isEmpty();
        virtual.offer(sample.large(2 * small.estimatedBytes() / 3));
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isGreaterThan(1);
        assertThat(virtual.statistics().pendingBytes() - 2L * small.estimatedBytes())
                .isLessThanOrEqualTo(2_000);
        release(virtual);
    }

    @Test
    void limitsTheQueueInBytes() {
        VirtualPipeline virtual = new VirtualPipeline(
                        settings -> settings.batchSize(1).maxBatchBytes(10_000).queueBytes(10_000))
                .otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(2));
        virtual.offer(sample.large(3_000));
        virtual.offer(sample.large(3_000));
        assertThat(virtual.pipeline().offer(sample.large(5_000))).isFalse();
        assertThat(virtual.pipeline().offer(sample.conversion())).isTrue();
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        assertThat(virtual.statistics().droppedBytes().get(DropReason.QUEUE_FULL))
                .isGreaterThan(5_000);
        release(virtual);
    }

    @Test
    void refusesAnEventThatIsLargerThanTheQueue() {
        VirtualPipeline virtual = new VirtualPipeline(
                settings -> settings.maxBatchBytes(10_000).queueBytes(10_000).overflow(OverflowStrategy.DROP_OLDEST));
        virtual.offer(sample.conversion());
        assertThat(virtual.pipeline().offer(sample.large(20_000))).isFalse();
        assertThat(virtual.statistics().dropped()).containsOnlyKeys(DropReason.UNSERIALIZABLE);
        assertThat(virtual.statistics().pending()).isEqualTo(1);
    }

    @Test
    void takesEventsAgainOnceThereIsRoom() {
        VirtualPipeline virtual = stuck(OverflowStrategy.DROP_NEWEST);
        virtual.offer(sample.conversions(4));
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        delayed.complete();
        virtual.offer(sample.conversions(2));
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        release(virtual);
    }

    @Test
    void makesAConversionWaitForRoomUnderBackpressure() {
        VirtualPipeline virtual = stuck(OverflowStrategy.BACKPRESSURE);
        virtual.offer(sample.conversions(4));
        List<String> accepted = new ArrayList<>();
        track(virtual, accepted, "first");
        track(virtual, accepted, "second");
        track(virtual, accepted, "third");
        assertThat(accepted).isEmpty();
        assertThat(virtual.statistics().offered()).isEqualTo(8);
        delayed.complete();
        assertThat(accepted).containsExactly("first", "second");
        delayed.complete();
        assertThat(accepted).containsExactly("first", "second", "third");
        release(virtual);
        assertThat(virtual.statistics().delivered()).isEqualTo(11);
    }

    private Disposable track(VirtualPipeline virtual, List<String> accepted, String name) {
        return virtual.pipeline().offerWhenRoom(sample.conversion()).subscribe(null, null, () -> accepted.add(name));
    }

    @Test
    void completesAtOnceUnderBackpressureWhileThereIsRoom() {
        VirtualPipeline virtual = stuck(OverflowStrategy.BACKPRESSURE);
        List<String> accepted = new ArrayList<>();
        track(virtual, accepted, "first");
        assertThat(accepted).containsExactly("first");
        assertThat(virtual.statistics().offered()).isEqualTo(5);
    }

    @Test
    void offersNothingBeforeSomeoneSubscribes() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.overflow(OverflowStrategy.BACKPRESSURE));
        Mono<Void> offer = virtual.pipeline().offerWhenRoom(sample.conversion());
        assertThat(virtual.statistics().offered()).isZero();
        offer.subscribe();
        offer.subscribe();
        assertThat(virtual.statistics().offered()).isEqualTo(2);
    }

    @Test
    void forgetsAWaitingConversionThatIsCancelled() {
        VirtualPipeline virtual = stuck(OverflowStrategy.BACKPRESSURE);
        virtual.offer(sample.conversions(4));
        List<String> accepted = new ArrayList<>();
        Disposable first = track(virtual, accepted, "first");
        track(virtual, accepted, "second");
        first.dispose();
        release(virtual);
        assertThat(accepted).containsExactly("second");
        assertThat(virtual.statistics().offered()).isEqualTo(9);
        assertThat(virtual.statistics().delivered()).isEqualTo(9);
    }

    @Test
    void dropsAConversionWhenTooManyWait() {
        VirtualPipeline virtual = stuck(OverflowStrategy.BACKPRESSURE);
        virtual.offer(sample.conversions(4));
        List<String> accepted = new ArrayList<>();
        Disposable first = track(virtual, accepted, "first");
        track(virtual, accepted, "second");
        track(virtual, accepted, "third");
        track(virtual, accepted, "fourth");
        assertThat(accepted).containsExactly("fourth");
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        first.dispose();
        track(virtual, accepted, "fifth");
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
        release(virtual);
        assertThat(accepted).containsExactly("fourth", "second", "third", "fifth");
    }

    @Test
    void dropsAnImpressionRatherThanLetItWait() {
        VirtualPipeline virtual = stuck(OverflowStrategy.BACKPRESSURE);
        virtual.offer(sample.conversions(4));
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void dropsInsteadOfWaitingUnlessBackpressureIsChosen() {
        VirtualPipeline virtual = stuck(OverflowStrategy.DROP_NEWEST);
        virtual.offer(sample.conversions(4));
        List<String> accepted = new ArrayList<>();
        track(virtual, accepted, "first");
        assertThat(accepted).containsExactly("first");
        assertThat(virtual.statistics().dropped(DropReason.QUEUE_FULL)).isEqualTo(1);
    }

    @Test
    void takesNothingWhenSendingIsDisabled() {
        VirtualPipeline virtual = new VirtualPipeline(EventPipelineSettings.Builder::disableSending);
        assertThat(virtual.pipeline().offer(sample.conversion())).isFalse();
        List<String> accepted = new ArrayList<>();
        track(virtual, accepted, "first");
        assertThat(accepted).containsExactly("first");
        virtual.pass(Duration.ofMinutes(1));
        assertThat(virtual.attempts()).isEmpty();
        assertThat(virtual.statistics().offered()).isZero();
    }

    @Test
    void warnsOfAFullQueueEvery30SecondsAtMostWithTheCountSoFar() {
        VirtualPipeline virtual = new VirtualPipeline(
                        settings -> settings.batchSize(2).queueCapacity(4).attemptTimeout(Duration.ofMinutes(5)))
                .otherwise(delayed.dispatcher());
        virtual.offer(sample.conversions(8));
        overflow(virtual, 3);
        overflow(virtual, 2);
        virtual.pass(Duration.ofSeconds(29));
        overflow(virtual, 1);
        assertThat(log.at(Level.WARN))
                .containsExactly("the event queue is full; 1 events were dropped so far; raise queueCapacity");
        virtual.pass(Duration.ofSeconds(1));
        overflow(virtual, 1);
        assertThat(log.at(Level.WARN))
                .hasSize(2)
                .last()
                .isEqualTo("the event queue is full; 7 events were dropped so far; raise queueCapacity");
        release(virtual);
    }

    private void overflow(VirtualPipeline virtual, int events) {
        sample.conversions(events)
                .forEach(event -> assertThat(virtual.pipeline().offer(event)).isFalse());
    }
}
