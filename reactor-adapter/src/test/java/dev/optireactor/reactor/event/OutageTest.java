package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.transport.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The endpoint is down from second 2 to second 7, in virtual time, while ten events happen each 100 ms. */
class OutageTest {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int EVENTS_PER_TICK = 10;
    private static final int TICKS = 100;

    private final Sample sample = Sample.events();
    private final List<UserEvent> offered = new ArrayList<>();
    private int tick;

    @Test
    void losesNothingToPatientRetries() {
        VirtualPipeline virtual = live(
                settings -> settings.retry(RetryPolicy.builder().maxRetries(20).build()));
        assertThat(virtual.statistics().delivered()).isEqualTo(offered.size());
        assertThat(virtual.statistics().dropped()).isEmpty();
        assertThat(virtual.sentUuids()).containsAll(Sample.uuids(offered));
    }

    @Test
    void countsWhatTheDefaultRetriesLoseAndDeliversWhatIsBehind() {
        VirtualPipeline virtual = live(UnaryOperator.identity());
        EventStatistics statistics = virtual.statistics();
        assertThat(statistics.pending()).isZero();
        assertThat(statistics.dropped()).containsOnlyKeys(DropReason.RETRIES_EXHAUSTED);
        // Two batches at a time are given up after 1.4 s each; the others wait in the queue for the end of the outage.
        assertThat(statistics.dropped(DropReason.RETRIES_EXHAUSTED)).isBetween(10L, 80L);
        assertThat(statistics.delivered() + statistics.droppedInAll()).isEqualTo(offered.size());
    }

    /** Ten seconds of events, the outage, and time enough for what is left. */
    private VirtualPipeline live(UnaryOperator<EventPipelineSettings.Builder> settings) {
        VirtualPipeline virtual =
                new VirtualPipeline(settings).otherwise(batch -> isDown() ? Mono.error(new Outage()) : Mono.empty());
        for (tick = 0; tick < TICKS; tick++) {
            List<UserEvent> events = sample.conversions(EVENTS_PER_TICK);
            offered.addAll(events);
            virtual.offer(events);
            virtual.pass(TICK);
        }
        virtual.pass(Duration.ofMinutes(1));
        return virtual;
    }

    private boolean isDown() {
        return tick >= 20 && tick < 70;
    }
}
