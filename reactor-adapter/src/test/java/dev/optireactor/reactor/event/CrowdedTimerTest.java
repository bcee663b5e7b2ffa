package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The program's timer may have no room for a wait, for a moment or ever: Reactor's own takes over. In real time. */
class CrowdedTimerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.EVENTS);

    private final Sample sample = Sample.events();
    private final Scheduler single = Schedulers.newSingle("crowded", true);
    private final BalkingTimer timer = new BalkingTimer(single).byRejection();

    @AfterEach
    void dispose() {
        single.dispose();
    }

    private EventPipeline pipeline(EventDispatcher dispatcher, UnaryOperator<EventPipelineSettings.Builder> settings) {
        return ForeignPipeline.on(timer, dispatcher, builder -> settings.apply(builder.flushInterval(A_MOMENT)));
    }

    private EventPipeline pipeline(EventDispatcher dispatcher) {
        return pipeline(dispatcher, UnaryOperator.identity());
    }

    private static void awaitDelivered(EventPipeline pipeline, int events) {
        Waiting.until(() -> pipeline.statistics().delivered() == events);
    }

    @Test
    void aWaitThatIsRefusedOnceCostsNoEvent() {
        EventPipeline pipeline = pipeline(event -> Mono.empty());
        timer.refuseNextDelay();
        pipeline.offer(sample.conversion());
        awaitDelivered(pipeline, 1);
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "the timer of the client refused a wait (RejectedExecutionException), which Reactor's own"
                                + " timer takes over; give it more room (further ones are logged at DEBUG)");
    }

    @Test
    void eventsAreDeliveredAndFlushedThoughEverythingIsRefused() {
        EventPipeline pipeline = pipeline(event -> Mono.empty());
        timer.refuseEverything();
        sample.conversions(25).forEach(pipeline::offer);
        awaitDelivered(pipeline, 25);
        pipeline.offer(sample.conversion());
        pipeline.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(pipeline.statistics().delivered()).isEqualTo(26);
        assertThat(log.at(Level.WARN)).hasSize(1);
    }

    @Test
    void eventsAreDeliveredWhileOthersComeThoughEverythingIsRefused() {
        EventPipeline pipeline = pipeline(event -> Mono.empty());
        timer.refuseEverything();
        Waiting.until(() -> {
            pipeline.offer(sample.conversion());
            return pipeline.statistics().delivered() > 0;
        });
    }

    @Test
    void flushAndCloseEndThoughAllTasksButDelayedOnesAreRefused() {
        EventPipeline pipeline = pipeline(event -> Mono.empty());
        timer.refuseTasks();
        pipeline.offer(sample.conversion());
        pipeline.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        pipeline.close(PATIENCE)
                .as(StepVerifier::create)
                .assertNext(end -> assertThat(end.delivered()).isEqualTo(1))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void itGoesOnAsBeforeWhenThereIsRoomAgain() {
        EventPipeline pipeline = pipeline(event -> Mono.empty());
        timer.refuseEverything();
        sample.conversions(5).forEach(pipeline::offer);
        pipeline.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        timer.relent();
        sample.conversions(5).forEach(pipeline::offer);
        awaitDelivered(pipeline, 10);
        pipeline.close(PATIENCE)
                .as(StepVerifier::create)
                .assertNext(end -> assertThat(end.delivered()).isEqualTo(10))
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void nobodyWaitsForEverThoughEverythingIsRefused() {
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        EventPipeline pipeline = pipeline(
                event -> Mono.never(),
                settings ->
                        settings.batchSize(1).concurrency(2).queueCapacity(1).overflow(OverflowStrategy.BACKPRESSURE));
        for (int accepted = 0; accepted < 3; accepted++) {
            Waiting.until(() -> pipeline.offer(sample.conversion()));
        }
        long offered = pipeline.statistics().offered();
        pipeline.offerWhenRoom(sample.conversion()).subscribe(none -> {}, failure -> {}, () -> ended.add("offer"));
        timer.refuseEverything();
        pipeline.flush().subscribe(none -> {}, failure -> {}, () -> ended.add("flush"));
        pipeline.close(Duration.ofMillis(200))
                .as(StepVerifier::create)
                .assertNext(end -> {
                    assertThat(end.pending()).isZero();
                    assertThat(end.dropped(DropReason.ABANDONED)).isEqualTo(3);
                    assertThat(end.dropped(DropReason.CLOSED)).isEqualTo(1);
                    assertThat(end.offered()).isEqualTo(offered + 1);
                })
                .expectComplete()
                .verify(PATIENCE);
        Waiting.until(() -> ended.size() == 2);
    }
}
