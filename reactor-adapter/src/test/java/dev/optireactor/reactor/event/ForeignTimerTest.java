package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.LosingTimer;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * The program's timer may refuse any task, for a moment or for ever, or be disposed of too early: nobody waits for ever, and
 * all events are counted.
 */
class ForeignTimerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(30);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.EVENTS);

    private final Sample sample = Sample.events();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final BalkingTimer timer = new BalkingTimer(time);
    private final ForeignPipeline foreign = new ForeignPipeline(timer, time);

    private EventPipeline pipeline() {
        return foreign.with(event -> Mono.empty(), UnaryOperator.identity());
    }

    /** A pipeline that has two events under way and one in its queue, and no room for more. */
    private EventPipeline full(EventDispatcher dispatcher) {
        EventPipeline pipeline = foreign.with(
                dispatcher,
                settings ->
                        settings.batchSize(1).concurrency(2).queueCapacity(1).overflow(OverflowStrategy.BACKPRESSURE));
        sample.conversions(3).forEach(event -> {
            pipeline.offer(event);
            time.advanceTime();
        });
        return pipeline;
    }

    private void offer(EventPipeline pipeline, int events) {
        sample.conversions(events).forEach(pipeline::offer);
    }

    private void expectFlush(EventPipeline pipeline) {
        StepVerifier.create(pipeline.flush())
                .then(time::advanceTime)
                .expectComplete()
                .verify(PATIENCE);
    }

    private EventStatistics close(EventPipeline pipeline) {
        List<EventStatistics> ends = new ArrayList<>();
        StepVerifier.create(pipeline.close(CLOSE_TIMEOUT))
                .then(() -> time.advanceTimeBy(CLOSE_TIMEOUT.plusSeconds(1)))
                .consumeNextWith(ends::add)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(ends.get(0).pending()).isZero();
        return ends.get(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTurnThatIsRefusedIsTakenHoweverTheTimerRefuses(boolean byRejection) {
        if (byRejection) {
            timer.byRejection();
        }
        EventPipeline pipeline = pipeline();
        timer.refuseNextTask();
        offer(pipeline, 10);
        time.advanceTime();
        assertThat(pipeline.statistics().delivered()).isEqualTo(10);
        assertThat(close(pipeline).delivered()).isEqualTo(10);
        assertThat(foreign.refusals()).hasSize(1);
    }

    @Test
    void aWaitThatIsRefusedPassesAllTheSame() {
        EventPipeline pipeline = pipeline();
        timer.refuseNextDelay();
        offer(pipeline, 1);
        time.advanceTimeBy(FLUSH_INTERVAL);
        assertThat(pipeline.statistics().delivered()).isEqualTo(1);
        assertThat(foreign.refusals()).hasSize(1);
    }

    @Test
    void aFlushCompletesThoughItsTurnIsRefused() {
        EventPipeline pipeline = pipeline();
        offer(pipeline, 1);
        time.advanceTimeBy(Duration.ofHours(1));
        timer.refuseNextTask();
        expectFlush(pipeline);
        assertThat(foreign.refusals()).hasSize(1);
    }

    @Test
    void aFlushCompletesThoughTheTimerDoesNotTakeItsSignal() {
        EventPipeline pipeline =
                foreign.with(event -> Mono.fromRunnable(timer::refuseNextTask), UnaryOperator.identity());
        offer(pipeline, 1);
        expectFlush(pipeline);
        assertThat(pipeline.statistics().delivered()).isEqualTo(1);
        assertThat(foreign.refusals()).hasSize(1);
    }

    @Test
    void anOfferThatWaitedCompletesThoughTheTimerDoesNotTakeItsSignal() {
        Delayed delayed = new Delayed();
        EventPipeline pipeline = full(delayed.dispatcher());
        StepVerifier.create(pipeline.offerWhenRoom(sample.conversion()))
                .then(time::advanceTime)
                .then(timer::refuseNextTask)
                .then(delayed::complete)
                .then(time::advanceTime)
                .expectComplete()
                .verify(PATIENCE);
        delayed.completeAll();
        assertThat(pipeline.statistics().delivered()).isEqualTo(4);
    }

    @Test
    void aCloseOfAnIdlePipelineCompletesThoughItsTurnIsRefused() {
        EventPipeline pipeline = pipeline();
        timer.refuseNextTask();
        assertThat(close(pipeline).offered()).isZero();
    }

    @Test
    void batchesGoOutAsTheyFillThoughAllTurnsAreRefused() {
        EventPipeline pipeline = pipeline();
        timer.refuseTasks();
        for (long batch = 1; batch <= 50; batch++) {
            offer(pipeline, 10);
            time.advanceTime();
            assertThat(pipeline.statistics().delivered()).isEqualTo(batch * 10);
        }
    }

    @Test
    void aBurstIsDeliveredBeforeTheCloseTimeoutThoughEverythingIsRefused() {
        EventPipeline pipeline = pipeline();
        timer.refuseEverything();
        offer(pipeline, 8_000);
        EventStatistics end = close(pipeline);
        assertThat(end.delivered()).isEqualTo(8_000);
        assertThat(log.at(Level.WARN)).isEmpty();
    }

    @Test
    void eventsAreSentThoughTheTimerHasLostItsTasks() {
        ForgetfulTimer forgetful = new ForgetfulTimer(time);
        EventPipeline pipeline =
                new ForeignPipeline(forgetful, time).with(event -> Mono.empty(), UnaryOperator.identity());
        offer(pipeline, 1);
        time.advanceTimeBy(Duration.ofSeconds(1));
        forgetful.forgetAll();
        time.advanceTimeBy(FLUSH_INTERVAL.plusSeconds(1));
        offer(pipeline, 10);
        time.advanceTimeBy(FLUSH_INTERVAL);
        assertThat(pipeline.statistics().delivered()).isEqualTo(11);
    }

    @Test
    void closingEndsInTimeThoughTheTimerHasLostItsTasks() {
        ForgetfulTimer forgetful = new ForgetfulTimer(time);
        EventPipeline pipeline = new ForeignPipeline(forgetful, time)
                .with(event -> Mono.never(), settings -> settings.flushInterval(CLOSE_TIMEOUT.dividedBy(2)));
        offer(pipeline, 1);
        time.advanceTimeBy(Duration.ofSeconds(1));
        forgetful.forgetAll();
        assertThat(close(pipeline).dropped(DropReason.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aFlushEndsThoughTheTimerHasLostTheTurn() {
        ForgetfulTimer forgetful = new ForgetfulTimer(time);
        EventPipeline pipeline =
                new ForeignPipeline(forgetful, time).with(event -> Mono.empty(), UnaryOperator.identity());
        offer(pipeline, 10);
        assertThat(pipeline.statistics().delivered()).isZero();
        forgetful.forgetAll();
        StepVerifier.create(pipeline.flush())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(close(pipeline).delivered()).isEqualTo(10);
    }

    @Test
    void aFlushEndsWithItsAttemptThoughTheTimerHasLostTheAlarmOfThat() {
        ForgetfulTimer forgetful = new ForgetfulTimer(time);
        EventPipeline pipeline = new ForeignPipeline(forgetful, time)
                .with(
                        event -> Mono.never(),
                        settings -> settings.batchSize(1)
                                .retry(RetryPolicy.builder().maxRetries(0).build()));
        offer(pipeline, 1);
        time.advanceTimeBy(Duration.ofSeconds(1));
        forgetful.forgetAll();
        StepVerifier.create(pipeline.flush())
                .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(pipeline.statistics().pending()).isZero();
    }

    @Test
    void aFlushAndAnOfferWhoseSignalsTheTimerLosesEndWithIt() {
        List<String> ended = new ArrayList<>();
        Delayed delayed = new Delayed();
        LosingTimer losing = new LosingTimer() {
            @Override
            public Worker createWorker() {
                return time.createWorker();
            }
        };
        EventPipeline pipeline = new ForeignPipeline(losing, time)
                .with(
                        delayed.dispatcher(),
                        settings -> settings.batchSize(1)
                                .concurrency(2)
                                .queueCapacity(1)
                                .overflow(OverflowStrategy.BACKPRESSURE));
        offer(pipeline, 2);
        pipeline.flush().subscribe(none -> {}, failure -> {}, () -> ended.add("flush"));
        offer(pipeline, 1);
        pipeline.offerWhenRoom(sample.conversion()).subscribe(none -> {}, failure -> {}, () -> ended.add("offer"));
        delayed.completeAll();
        assertThat(ended).isEmpty();
        losing.dispose();
        assertThat(close(pipeline).offered()).isEqualTo(4);
        assertThat(ended).containsExactlyInAnyOrder("flush", "offer");
    }

    @Test
    void itGoesOnAsBeforeWhenThereIsRoomAgain() {
        EventPipeline pipeline = pipeline();
        timer.refuseEverything();
        offer(pipeline, 5);
        expectFlush(pipeline);
        timer.relent();
        int refusals = foreign.refusals().size();
        offer(pipeline, 5);
        time.advanceTimeBy(FLUSH_INTERVAL);
        assertThat(pipeline.statistics().delivered()).isEqualTo(10);
        assertThat(close(pipeline).delivered()).isEqualTo(10);
        assertThat(foreign.refusals()).hasSize(refusals);
    }

    @Test
    void nobodyWaitsForEverThoughEverythingIsRefused() {
        List<String> ended = new ArrayList<>();
        EventPipeline pipeline = full(event -> Mono.never());
        timer.refuseEverything();
        pipeline.offerWhenRoom(sample.conversion()).subscribe(none -> {}, failure -> {}, () -> ended.add("offer"));
        pipeline.flush().subscribe(none -> {}, failure -> {}, () -> ended.add("flush"));
        EventStatistics end = close(pipeline);
        assertThat(end.offered()).isEqualTo(4);
        assertThat(end.dropped(DropReason.ABANDONED)).isEqualTo(3);
        assertThat(end.dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(ended).containsExactlyInAnyOrder("offer", "flush");
    }

    @Test
    void oneThatIsDisposedOfBeforeATurnBeginsLeavesNothingPendingAndSaysSo() {
        LosingTimer losing = new LosingTimer();
        EventPipeline pipeline =
                new ForeignPipeline(losing, time).with(event -> Mono.empty(), UnaryOperator.identity());
        offer(pipeline, 20);
        losing.dispose();
        expectFlush(pipeline);
        assertThat(pipeline.offer(sample.conversion())).isFalse();
        assertThat(close(pipeline).dropped(DropReason.ABANDONED)).isEqualTo(20);
        assertThat(pipeline.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "the timer of the client takes no more tasks: 20 events were not acknowledged, and no more are"
                                + " sent; dispose of a timer after the client is closed",
                        "dropped an event because the timer of the client takes no more tasks (further ones are logged"
                                + " at DEBUG)");
    }

    @Test
    void oneThatIsDisposedOfDuringATurnIsNoErrorOfThePipeline() {
        LosingTimer losing = new LosingTimer();
        Delayed delayed = new Delayed();
        EventPipeline pipeline =
                new ForeignPipeline(losing, time).with(delayed.dispatcher(), settings -> settings.batchSize(1));
        offer(pipeline, 1);
        losing.dispose();
        expectFlush(pipeline);
        assertThat(close(pipeline).dropped(DropReason.ABANDONED)).isEqualTo(1);
        assertThat(log.at(Level.WARN)).hasSize(1).noneMatch(line -> line.contains("an error inside"));
    }
}
