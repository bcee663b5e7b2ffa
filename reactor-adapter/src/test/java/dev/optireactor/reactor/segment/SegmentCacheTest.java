package dev.optireactor.reactor.segment;

import static dev.optireactor.reactor.segment.SegmentFixture.expect;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The cache of segments: what a fetch and its options do to it, and what a new integration does. */
class SegmentCacheTest {

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @RegisterExtension
    final LogRecorder log = new LogRecorder(Conversation.SEGMENTS);

    @Test
    void fetchesOnceAndThenReadsTheCache() {
        edge.sandbox().odpKey(OdpProjects.KEY).segments(SegmentFixture.USER, "has_email", "vip");
        SegmentFixture fixture = new SegmentFixture(edge);
        expect(fixture.fetch(), "has_email");
        expect(fixture.fetch(), "has_email");
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(1);
        assertThat(fixture.listener.lookups()).containsExactly(false, true);
        assertThat(log.at(Level.DEBUG))
                .containsExactly(
                        "ODP cache miss.",
                        "Making a call to ODP server.",
                        "ODP cache hit. Returning segments from cache.");
    }

    @Test
    void fetchesAgainWhenTheSegmentsInMemoryAreTenMinutesOld() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        SegmentService service =
                new SegmentService(SegmentFixture.settings().build(), edge.transport(), timer, Listener.none());
        Project project = OdpProjects.integrated(edge.sandbox().uri(), "has_email");
        Mono<List<String>> fetch = service.fetch(project, SegmentFixture.USER, Set.of());
        edge.sandbox().segments(SegmentFixture.USER, "has_email");
        expect(fetch, "has_email");
        timer.advanceTimeBy(Duration.ofMinutes(10).minusMillis(1));
        expect(fetch, "has_email");
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(1);
        timer.advanceTimeBy(Duration.ofMillis(1));
        expect(fetch, "has_email");
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(2);
    }

    @Test
    void takesNoSegmentsForASuccessAndCachesIt() {
        SegmentFixture fixture = new SegmentFixture(edge);
        expect(fixture.fetch());
        expect(fixture.fetch());
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(1);
        assertThat(fixture.cache.entries()).containsEntry("fs_user_id-$-anna-s3cr3t", List.of());
    }

    @Test
    void readsAndWritesTheCacheWithoutOptions() {
        SegmentFixture fixture = warm();
        expect(fixture.fetch(), "cached");
        expect(fixture.fetch("user-2"));
        assertThat(fixture.cache.operations())
                .containsExactly(
                        "lookup fs_user_id-$-anna-s3cr3t", "lookup fs_user_id-$-user-2", "save fs_user_id-$-user-2");
    }

    @Test
    void leavesTheCacheAloneWithIgnore() {
        SegmentFixture fixture = warm();
        expect(fixture.fetch(OdpSegmentOption.IGNORE_CACHE), "has_email");
        assertThat(fixture.cache.operations()).isEmpty();
        assertThat(fixture.cache.entries()).containsOnlyKeys("fs_user_id-$-anna-s3cr3t", "fs_user_id-$-other");
    }

    @Test
    void emptiesTheCacheAndDoesNotReadItWithReset() {
        SegmentFixture fixture = warm();
        expect(fixture.fetch(OdpSegmentOption.RESET_CACHE), "has_email");
        assertThat(fixture.cache.operations()).containsExactly("reset", "save fs_user_id-$-anna-s3cr3t");
        assertThat(fixture.cache.entries()).isEqualTo(Map.of("fs_user_id-$-anna-s3cr3t", List.of("has_email")));
    }

    @Test
    void emptiesTheCacheAndLeavesItAloneWithBoth() {
        SegmentFixture fixture = warm();
        expect(fixture.fetch(OdpSegmentOption.RESET_CACHE, OdpSegmentOption.IGNORE_CACHE), "has_email");
        assertThat(fixture.cache.operations()).containsExactly("reset");
        assertThat(fixture.cache.entries()).isEmpty();
    }

    /** A cache that knows something older of this user, and something of another one. */
    private SegmentFixture warm() {
        edge.sandbox().segments(SegmentFixture.USER, "has_email");
        SegmentFixture fixture = new SegmentFixture(edge);
        fixture.cache.with("fs_user_id-$-anna-s3cr3t", List.of("cached")).with("fs_user_id-$-other", List.of());
        return fixture;
    }

    @Test
    void fetchesAlthoughTheCacheIsBroken() {
        SegmentFixture fixture = new SegmentFixture(edge);
        SegmentService service = new SegmentService(
                SegmentFixture.settings(
                                segments -> segments.cache(new BrokenCache()).cacheTimeout(Duration.ofMillis(20)))
                        .build(),
                edge.transport(),
                Schedulers.parallel(),
                fixture.listener);
        edge.sandbox().segments(SegmentFixture.USER, "has_email");
        expect(service.fetch(fixture.project("has_email"), SegmentFixture.USER, Set.of()), "has_email");
        assertThat(log.at(Level.WARN)).hasSize(1);
        assertThat(log.aboveTrace()).noneMatch(line -> line.contains(SegmentFixture.USER));
    }

    @Test
    void resetsTheCacheWhenHostOrKeyOrSegmentsChange() {
        Project project = OdpProjects.integrated("https://api.zaius.com", "key", "a", "b");
        Map<Project, Boolean> changes = Map.of(
                OdpProjects.integrated("https://api.eu1.odp.optimizely.com", "key", "a", "b"), true,
                OdpProjects.integrated("https://api.zaius.com", "other", "a", "b"), true,
                OdpProjects.integrated("https://api.zaius.com", "key", "a", "c"), true,
                OdpProjects.notIntegrated("a", "b"), true,
                OdpProjects.integrated("https://api.zaius.com", "key", "b", "a"), false);
        changes.forEach((current, reset) -> {
            SegmentFixture fixture = new SegmentFixture(edge);
            fixture.service.integrationChanged(project, current);
            assertThat(fixture.cache.operations()).isEqualTo(reset ? List.of("reset") : List.of());
        });
    }

    @Test
    void takesHostsThatAreMissingForUnchanged() {
        SegmentFixture fixture = new SegmentFixture(edge);
        fixture.service.integrationChanged(
                OdpProjects.notIntegrated("a"), OdpProjects.integrated("", OdpProjects.KEY, "a"));
        fixture.service.integrationChanged(null, OdpProjects.integrated("https://api.zaius.com", "key", "a"));
        assertThat(fixture.cache.operations()).isEmpty();
    }

    @Test
    void doesNotCacheWhatWasFetchedForThePreviousIntegration() {
        edge.sandbox()
                .segments(SegmentFixture.USER, "has_email")
                .fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofSeconds(1)));
        SegmentFixture fixture = new SegmentFixture(edge);
        fixture.fetch()
                .as(StepVerifier::create)
                .then(() -> edge.sandbox().received().onRequest().next().block(PATIENCE))
                .then(() -> fixture.service.integrationChanged(
                        fixture.project("has_email", "push_on_sale"), fixture.project("other")))
                .expectNext(List.of("has_email"))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(fixture.cache.operations()).containsExactly("lookup fs_user_id-$-anna-s3cr3t", "reset");
    }

    /** Does not answer a lookup, and fails to save. */
    private static final class BrokenCache implements ReactiveCache<List<String>> {

        @Override
        public Mono<List<String>> lookup(String key) {
            return Mono.never();
        }

        @Override
        public Mono<Void> save(String key, List<String> value) {
            return Mono.error(new IllegalStateException("cannot save " + key));
        }

        @Override
        public Mono<Void> remove(String key) {
            return Mono.never();
        }

        @Override
        public Mono<Void> reset() {
            return Mono.never();
        }
    }
}
