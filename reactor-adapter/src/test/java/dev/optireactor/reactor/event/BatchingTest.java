package dev.optireactor.reactor.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.event.UserEvent;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.DropReason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

class BatchingTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    @RegisterExtension
    private final LogRecorder log = new LogRecorder(Conversation.EVENTS);

    private final Sample sample = Sample.events();

    @Test
    void sendsABatchAsSoonAsItIsFull() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(9));
        assertThat(virtual.attempts()).isEmpty();
        virtual.offer(sample.conversion());
        assertThat(virtual.sizes()).containsExactly(10);
        assertThat(virtual.statistics().delivered()).isEqualTo(10);
    }

    @Test
    void sendsEachEventByItselfWhenTheBatchSizeIsOne() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(1));
        virtual.offer(sample.conversions(3));
        assertThat(virtual.sizes()).containsExactly(1, 1, 1);
    }

    @Test
    void countsTheIntervalFromTheFirstEventOfABatch() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversion());
        virtual.pass(Duration.ofSeconds(20));
        virtual.offer(sample.conversion());
        virtual.pass(Duration.ofSeconds(10).minus(MOMENT));
        assertThat(virtual.attempts()).isEmpty();
        virtual.pass(MOMENT);
        assertThat(virtual.sizes()).containsExactly(2);
    }

    @Test
    void countsTheIntervalAnewAfterAFullBatch() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(5));
        virtual.pass(Duration.ofSeconds(20));
        virtual.offer(sample.conversions(6));
        assertThat(virtual.sizes()).containsExactly(10);
        virtual.pass(INTERVAL.minus(MOMENT));
        assertThat(virtual.sizes()).containsExactly(10);
        virtual.pass(MOMENT);
        assertThat(virtual.sizes()).containsExactly(10, 1);
    }

    @Test
    void countsTheIntervalFromTheFirstEventAfterEachSend() {
        VirtualPipeline virtual = new VirtualPipeline();
        for (int batch = 1; batch <= 5; batch++) {
            virtual.offer(sample.conversion());
            virtual.pass(INTERVAL.minus(MOMENT));
            assertThat(virtual.attempts()).hasSize(batch - 1);
            virtual.pass(MOMENT);
            assertThat(virtual.attempts()).hasSize(batch);
            virtual.pass(Duration.ofSeconds(7));
        }
    }

    @Test
    void doesNothingWhenTheIntervalPassesWithoutEvents() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(10));
        virtual.pass(INTERVAL.multipliedBy(100));
        assertThat(virtual.attempts()).hasSize(1);
    }

    @Test
    void splitsABatchWhenTheDatafileChanges() {
        VirtualPipeline virtual =
                new VirtualPipeline(settings -> settings.batchSize(3).flushInterval(Duration.ofMillis(500)));
        virtual.offer(sample.conversions(2));
        assertThat(virtual.attempts()).isEmpty();
        virtual.offer(Sample.of("43", "US").conversion());
        assertThat(virtual.sizes()).containsExactly(2);
        assertThat(virtual.attempts().get(0).bodyAsText()).contains("\"revision\":\"42\"");
        virtual.pass(Duration.ofMillis(499));
        assertThat(virtual.attempts()).hasSize(1);
        virtual.pass(MOMENT);
        assertThat(virtual.sizes()).containsExactly(2, 1);
        assertThat(virtual.attempts().get(1).bodyAsText()).contains("\"revision\":\"43\"");
    }

    @Test
    void keepsABatchOpenWhenAnEqualDatafileIsCompiledAnew() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(2));
        virtual.offer(Sample.events().conversions(8));
        assertThat(virtual.sizes()).containsExactly(10);
    }

    @Test
    void choosesTheEndpointForEachBatchByItsOwnRegion() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(1));
        for (String region : List.of("US", "EU", "eu", "us", "MARS", "")) {
            virtual.offer(Sample.of("42", region).conversion());
        }
        URI us = URI.create("https://logx.optimizely.com/v1/events");
        URI eu = URI.create("https://eu.logx.optimizely.com/v1/events");
        assertThat(virtual.attempts()).extracting(LogEvent::endpoint).containsExactly(us, eu, eu, us, us, us);
    }

    @Test
    void warnsOfAnUnknownRegionOnceAndOnlyIfItMatters() {
        VirtualPipeline fixed = new VirtualPipeline(
                settings -> settings.batchSize(1).endpoint(URI.create("http://localhost:8080/events")));
        fixed.offer(Sample.of("42", "MARS").conversion());
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(1));
        for (String region : List.of("eu", "us", "MARS", "MARS", "VENUS")) {
            virtual.offer(Sample.of("42", region).conversion());
        }
        assertThat(log.at(Level.WARN))
                .containsExactly("the datafile names an unknown region, MARS; its events go to the US endpoint"
                        + " (further ones are logged at DEBUG)");
    }

    @Test
    void neverPutsEventsOfTwoRegionsInOneBatch() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.offer(sample.conversions(2));
        virtual.offer(Sample.of("42", "EU").conversions(10));
        assertThat(virtual.sizes()).containsExactly(2, 10);
    }

    @Test
    void sendsEverythingToAnEndpointThatIsSet() {
        URI proxy = URI.create("http://localhost:8080/events");
        VirtualPipeline virtual =
                new VirtualPipeline(settings -> settings.batchSize(1).endpoint(proxy));
        virtual.offer(sample.conversion());
        virtual.offer(Sample.of("42", "EU").conversion());
        assertThat(virtual.attempts()).extracting(LogEvent::endpoint).containsExactly(proxy, proxy);
    }

    @Test
    void closesABatchThatIsLargeEnough() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.maxBatchBytes(5_000));
        virtual.offer(sample.large(2_000));
        virtual.offer(sample.large(2_000));
        assertThat(virtual.attempts()).isEmpty();
        virtual.offer(sample.large(2_000));
        assertThat(virtual.sizes()).containsExactly(2);
        virtual.pass(INTERVAL);
        assertThat(virtual.sizes()).containsExactly(2, 1);
        assertThat(virtual.attempts()).allMatch(attempt -> attempt.body().length <= 5_000);
    }

    @Test
    void splitsABatchWhoseBodyIsLargerThanItWasEstimated() {
        // Six bytes in JSON, but estimated as three.
        String controls = "\u0001".repeat(400);
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.maxBatchBytes(5_000));
        for (int i = 0; i < 3; i++) {
            virtual.offer(sample.conversion(controls, Map.of(), null));
        }
        virtual.pass(INTERVAL);
        assertThat(virtual.statistics().delivered()).isEqualTo(3);
        assertThat(virtual.attempts()).hasSizeGreaterThan(1).allMatch(attempt -> attempt.body().length <= 5_000);
    }

    @Test
    void keepsTheOrderOfEvents() {
        VirtualPipeline virtual = new VirtualPipeline();
        List<UserEvent> events = sample.conversions(95);
        virtual.offer(events);
        virtual.pass(INTERVAL);
        assertThat(virtual.sentUuids()).isEqualTo(Sample.uuids(events));
    }

    @Test
    void announcesEachBatchOnceBeforeItIsDispatched() {
        VirtualPipeline virtual = new VirtualPipeline();
        virtual.next(
                event -> {
                    assertThat(virtual.announced()).containsExactly(event);
                    return Mono.error(new Outage());
                },
                event -> Mono.empty());
        virtual.offer(sample.conversions(10));
        virtual.pass(Duration.ofSeconds(1));
        assertThat(virtual.attempts()).hasSize(2);
        assertThat(virtual.announced()).hasSize(1);
        LogEvent announced = virtual.announced().get(0);
        assertThat(announced.httpMethod()).isEqualTo("POST");
        assertThat(announced.eventCount()).isEqualTo(10);
        assertThat(announced.bodyAsText()).contains("\"client_name\":\"optireactor\",\"client_version\":\"1.2.3\"");
    }

    @Test
    void announcesNothingWhenNoEventOfABatchCanBeSent() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(2));
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        virtual.offer(sample.conversion(Secrets.ANNA, Map.of(), Map.of("cycle", cycle)));
        virtual.offer(sample.conversion(Secrets.ANNA, Map.of(), Map.of("cycle", cycle)));
        virtual.pass(INTERVAL);
        assertThat(virtual.announced()).isEmpty();
        assertThat(virtual.attempts()).isEmpty();
        assertThat(virtual.statistics().dropped()).isEqualTo(Map.of(DropReason.UNSERIALIZABLE, 2L));
    }

    @Test
    void dispatchesALongBurstWithoutEndingTheTurnOfOthers() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(1));
        virtual.next(event -> {
            virtual.offer(sample.conversions(1_000));
            return Mono.empty();
        });
        virtual.offer(sample.conversion());
        assertThat(virtual.statistics().delivered()).isEqualTo(1_001);
    }

    @Test
    void letsOthersHaveTheThreadWhileBatchesAreDeliveredAtOnce() {
        VirtualPipeline virtual = new VirtualPipeline(settings -> settings.batchSize(1));
        List<Integer> attemptsBefore = new ArrayList<>();
        virtual.next(event -> {
            virtual.offer(sample.conversions(1_000));
            virtual.run(() -> attemptsBefore.add(virtual.attempts().size()));
            return Mono.empty();
        });
        virtual.offer(sample.conversion());
        assertThat(virtual.attempts()).hasSize(1_001);
        assertThat(attemptsBefore)
                .singleElement()
                .satisfies(attempts -> assertThat(attempts).isLessThan(100));
    }
}
