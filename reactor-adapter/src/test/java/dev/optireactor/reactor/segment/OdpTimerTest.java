package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.reactor.fixture.BalkingTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.LosingTimer;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.scheduler.SteadyScheduler;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The timer is the program's: it may be disposed of, or refuse a task, and no event for the Data Platform is lost count of. */
class OdpTimerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.ODP_EVENTS);

    private final LosingTimer losing = new LosingTimer();

    @Test
    void aFlushAfterTheTimerIsGoneEndsAndAbandonsWhatTheTimerHadTakenOn() {
        OdpFixture fixture = fixture(losing);
        fixture.offer(15);
        losing.dispose();
        expectCompletion(fixture.events.flush());
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(15, 0, Map.of(DropReason.ABANDONED, 15L), 0, 0));
        assertThat(log.at(Level.WARN))
                .containsExactly(
                        "ODP event send failed (the timer takes no more tasks). (further failures are logged at DEBUG)",
                        "closed before 10 event(s) were acknowledged");
    }

    @Test
    void aFlushThatWaitsWhenTheTimerGoesEndsWithTheNextEvent() {
        OdpFixture fixture = fixture(losing);
        fixture.offer(10);
        StepVerifier.create(fixture.events.flush())
                .expectSubscription()
                .then(losing::dispose)
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> fixture.offer(1))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(11, 0, Map.of(DropReason.ABANDONED, 10L, DropReason.CLOSED, 1L), 0, 0));
    }

    @Test
    void aFlushThatWaitsWhenTheTimerGoesEndsWithClose() {
        OdpFixture fixture = fixture(losing);
        fixture.offer(10);
        StepVerifier.create(fixture.events.flush())
                .expectSubscription()
                .then(losing::dispose)
                .then(() -> expectCompletion(fixture.events.close(PATIENCE)))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.events.statistics().pending()).isZero();
    }

    @Test
    void aBatchIsSentThoughTheTimerRefusesEverything() {
        edge.sandbox().faults(Endpoint.ODP_EVENTS, Fault.status(503));
        BalkingTimer balking = new BalkingTimer(Schedulers.parallel());
        OdpFixture fixture = fixture(new SteadyScheduler(balking, Schedulers.parallel(), refusal -> {}));
        balking.refuseEverything();
        fixture.offer(12);
        Waiting.until(() -> fixture.events.statistics().delivered() == 12);
        assertThat(fixture.requests()).hasSize(3);
    }

    @Test
    void anEventThatArrivesWhenTheTimerIsGoneIsCountedAsAbandoned() {
        LosingTimer going = new LosingTimer() {
            @Override
            public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
                dispose();
                return super.schedule(task, delay, unit);
            }
        };
        OdpFixture fixture = fixture(going);
        fixture.offer(1);
        expectCompletion(fixture.events.flush());
        assertThat(fixture.events.statistics())
                .isEqualTo(new OdpStatistics(1, 0, Map.of(DropReason.ABANDONED, 1L), 0, 0));
    }

    private OdpFixture fixture(Scheduler timer) {
        return new OdpFixture(edge, OdpFixture.settings(), timer);
    }

    private static void expectCompletion(Mono<Void> ending) {
        ending.as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }
}
