package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.LosingTimer;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The program's timer may refuse any task, for a moment or for good: nobody waits for ever, and all events are counted. */
class ForeignTimerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.EVENTS);

    private final Sample sample = Sample.events();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final BalkingTimer timer = new BalkingTimer(time);

    private static EventPipeline pipeline(EventDispatcher dispatcher, Scheduler timer) {
        return ForeignPipeline.on(timer, dispatcher, UnaryOperator.identity());
    }

    /** A pipeline that has two events under way and one in its queue, and no room for more. */
    private EventPipeline full(EventDispatcher dispatcher) {
        EventPipeline pipeline = ForeignPipeline.on(
                timer,
                dispatcher,
                settings ->
                        settings.batchSize(1).concurrency(2).queueCapacity(1).overflow(OverflowStrategy.BACKPRESSURE));
        sample.conversions(3).forEach(pipeline::offer);
        return pipeline;
    }

    private StepVerifier.Step<EventStatistics> close(EventPipeline pipeline) {
        return StepVerifier.create(pipeline.close(Duration.ofSeconds(15)))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(15)));
    }

    private void assertCloses(EventPipeline pipeline) {
        close(pipeline)
                .assertNext(end -> assertThat(end.pending()).isZero())
                .expectComplete()
                .verify(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatRefusesATurnIsAskedAgainHoweverItRefuses(boolean byRejection) {
        BalkingTimer balking = byRejection ? timer.byRejection() : timer;
        EventPipeline pipeline = pipeline(event -> Mono.empty(), balking);
        balking.refuseNextTask();
        pipeline.offer(sample.conversion());
        time.advanceTimeBy(Duration.ofSeconds(31));
        assertThat(pipeline.statistics().delivered()).isEqualTo(1);
        assertCloses(pipeline);
    }

    @Test
    void aFlushOfAnIdlePipelineCompletesThoughItsTurnIsRefused() {
        EventPipeline pipeline = pipeline(event -> Mono.empty(), timer);
        pipeline.offer(sample.conversion());
        time.advanceTimeBy(Duration.ofHours(1));
        timer.refuseNextTask();
        StepVerifier.create(pipeline.flush())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aFlushCompletesThoughTheTimerDoesNotTakeItsSignal() {
        EventPipeline pipeline = pipeline(event -> Mono.fromRunnable(timer::refuseNextTask), timer);
        pipeline.offer(sample.conversion());
        StepVerifier.create(pipeline.flush())
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(pipeline.statistics().delivered()).isEqualTo(1);
    }

    @Test
    void anOfferThatWaitedCompletesThoughTheTimerDoesNotTakeItsSignal() {
        Delayed delayed = new Delayed();
        EventPipeline pipeline = full(delayed.dispatcher());
        StepVerifier.create(pipeline.offerWhenRoom(sample.conversion()))
                .then(timer::refuseNextTask)
                .then(delayed::complete)
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
                .expectComplete()
                .verify(PATIENCE);
        delayed.completeAll();
        assertThat(pipeline.statistics().delivered()).isEqualTo(4);
    }

    @Test
    void aCloseOfAnIdlePipelineCompletesThoughItsTurnIsRefused() {
        EventPipeline pipeline = pipeline(event -> Mono.empty(), timer);
        timer.refuseNextTask();
        assertCloses(pipeline);
    }

    @Test
    void oneThatIsDisposedOfBeforeATurnBeginsLeavesNothingPendingAndSaysSo() {
        LosingTimer losing = new LosingTimer();
        EventPipeline pipeline = pipeline(event -> Mono.empty(), losing);
        sample.conversions(20).forEach(pipeline::offer);
        losing.dispose();
        pipeline.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(pipeline.offer(sample.conversion())).isFalse();
        close(pipeline)
                .assertNext(end -> {
                    assertThat(end.pending()).isZero();
                    assertThat(end.dropped(DropReason.ABANDONED)).isEqualTo(20);
                })
                .expectComplete()
                .verify(PATIENCE);
        assertThat(pipeline.statistics().dropped(DropReason.CLOSED)).isEqualTo(1);
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "the timer of the client takes no more tasks: 20 events were not acknowledged, and no more are"
                                + " sent; dispose of a timer after the client is closed",
                        "dropped an event because the timer of the client takes no more tasks (further ones are logged"
                                + " at DEBUG)");
    }
}
