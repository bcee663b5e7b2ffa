package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.cache.ReactiveCache;
import dev.optireactor.reactor.datafile.PausedTimer;
import dev.optireactor.reactor.fixture.LogRecorder;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class SegmentServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    @ParameterizedTest
    @ValueSource(strings = {"plain", "", "with \"quotes\" and \\", "日本 🚀", "50% {} %s\n\u0001", "vuid_", "VUID_1"})
    void asksWithTheUserIdAsAVariableWhateverItIs(String userId) {
        SegmentFixture fixture = new SegmentFixture(edge);
        edge.sandbox().segments(userId, "push_on_sale");
        expect(fixture.fetch(userId), "push_on_sale");
        SandboxRequest request =
                edge.sandbox().received().requests(Endpoint.SEGMENTS).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.header("x-api-key")).contains(OdpProjects.KEY);
        assertThat(request.header("content-type")).contains("application/json");
        assertThat(request.json())
                .isEqualTo(Map.of(
                        "query",
                        "query($userId: String, $audiences: [String]) {customer(fs_user_id: $userId) "
                                + "{audiences(subset: $audiences) {edges {node {name state}}}}}",
                        "variables",
                        Map.of("userId", userId, "audiences", List.of("has_email", "push_on_sale"))));
        assertThat(fixture.cache.entries()).containsOnlyKeys("fs_user_id-$-" + userId);
    }

    @Test
    void asksForAnIdOfABrowserUnderItsOwnName() {
        SegmentFixture fixture = new SegmentFixture(edge);
        edge.sandbox().segments("vuid_1", "has_email");
        expect(fixture.fetch("vuid_1"), "has_email");
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS).get(0).text())
                .contains("customer(vuid: $userId)");
        assertThat(fixture.cache.entries()).containsOnlyKeys("vuid-$-vuid_1");
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
    void asksNeitherNetworkNorCacheWhenTheProjectUsesNoSegments() {
        SegmentFixture fixture = new SegmentFixture(edge);
        expect(fixture.service.fetch(fixture.project(), SegmentFixture.USER, Set.of(OdpSegmentOption.RESET_CACHE)));
        assertThat(edge.sandbox().received().requests()).isEmpty();
        assertThat(fixture.cache.operations()).isEmpty();
        assertThat(log.at(Level.DEBUG)).containsExactly("No segments are used in the project. Returning empty list.");
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
    void makesOneRequestForEqualFetches() {
        edge.sandbox().segments(SegmentFixture.USER, "has_email").fault(Endpoint.SEGMENTS, latency(50));
        SegmentFixture fixture = new SegmentFixture(edge);
        Flux.range(0, 100)
                .flatMap(caller -> fixture.fetch(), 100)
                .as(StepVerifier::create)
                .expectNextCount(100)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.SEGMENTS).received())
                .isEqualTo(1);
    }

    @Test
    void makesOneRequestForEqualFetchesThatResetTheCache() {
        edge.sandbox().fault(Endpoint.SEGMENTS, latency(1_000));
        SegmentFixture fixture = new SegmentFixture(edge);
        Flux.range(0, 10)
                .flatMap(caller -> fixture.fetch(OdpSegmentOption.RESET_CACHE))
                .as(StepVerifier::create)
                .expectNextCount(10)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.SEGMENTS).received())
                .isEqualTo(1);
        assertThat(fixture.cache.operations()).hasSize(11).endsWith("save fs_user_id-$-anna-s3cr3t");
    }

    @Test
    void makesARequestOfItsOwnForEachThatDiffers() {
        edge.sandbox().fault(Endpoint.SEGMENTS, latency(50));
        SegmentFixture fixture = new SegmentFixture(edge);
        Flux.merge(
                        fixture.fetch(Secrets.ANNA),
                        fixture.fetch("user-2"),
                        fixture.fetch(Secrets.ANNA, OdpSegmentOption.IGNORE_CACHE),
                        fixture.service.fetch(fixture.project("other"), Secrets.ANNA, Set.of()))
                .as(StepVerifier::create)
                .expectNextCount(4)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.SEGMENTS).received())
                .isEqualTo(4);
    }

    @Test
    void cancelsTheRequestWhenTheLastSubscriberCancels() {
        edge.sandbox().fault(Endpoint.SEGMENTS, Fault.silence());
        SegmentFixture fixture = new SegmentFixture(edge);
        Disposable first = fixture.fetch().subscribe();
        Disposable second = fixture.fetch().subscribe();
        edge.sandbox().received().onRequest().next().block(PATIENCE);
        first.dispose();
        assertThat(edge.sandbox().received().traffic(Endpoint.SEGMENTS).aborted())
                .isZero();
        second.dispose();
        assertThat(edge.sandbox().received().onAbort().next().block(PATIENCE)).isNotNull();
        assertThat(edge.sandbox().received().traffic(Endpoint.SEGMENTS).received())
                .isEqualTo(1);
    }

    @Test
    void doesNotLetOneSlowFetchHoldUpOthers() {
        edge.sandbox().faults(Endpoint.SEGMENTS, Fault.silence());
        SegmentFixture fixture = new SegmentFixture(edge);
        Disposable slow = fixture.fetch("slow").subscribe();
        edge.sandbox().received().onRequest().next().block(PATIENCE);
        expect(fixture.fetch("fast"));
        assertThat(slow.isDisposed()).isFalse();
        slow.dispose();
    }

    @Test
    void isColdAndFetchesAtEachSubscription() {
        SegmentFixture fixture = new SegmentFixture(edge);
        Mono<List<String>> fetch = fixture.fetch(OdpSegmentOption.IGNORE_CACHE);
        assertThat(edge.sandbox().received().requests()).isEmpty();
        expect(fetch);
        expect(fetch);
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(2);
    }

    @Test
    void triesAgainOnlyIfToldSo() {
        edge.sandbox().faults(Endpoint.SEGMENTS, Fault.status(503), Fault.reset());
        SegmentFixture fixture = new SegmentFixture(edge, SegmentFixture.settings(segments -> segments.retries(2)));
        expect(fixture.fetch());
        assertThat(edge.sandbox().received().requests(Endpoint.SEGMENTS)).hasSize(3);
    }

    @Test
    void doesNotLetACallerWaitForAsLongAsTheAnswerAsks() {
        edge.sandbox().faults(Endpoint.SEGMENTS, Fault.status(503, Duration.ofSeconds(10)));
        PausedTimer timer = new PausedTimer();
        SegmentService service = new SegmentService(
                SegmentFixture.settings(segments -> segments.retries(1)).build(),
                edge.transport(),
                timer,
                Listener.none());
        Project project = OdpProjects.integrated(edge.sandbox().uri(), "has_email");
        service.fetch(project, SegmentFixture.USER, Set.of())
                .as(StepVerifier::create)
                .then(() -> assertThat(timer.passPause()).isEqualTo(Duration.ofMillis(200)))
                .expectNext(List.of())
                .expectComplete()
                .verify(PATIENCE);
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
        edge.sandbox().segments(SegmentFixture.USER, "has_email").fault(Endpoint.SEGMENTS, latency(1_000));
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

    private static Fault latency(int millis) {
        return Fault.latency(Duration.ofMillis(millis));
    }

    private static void expect(Mono<List<String>> fetch, String... segments) {
        fetch.as(StepVerifier::create)
                .expectNext(List.of(segments))
                .expectComplete()
                .verify(PATIENCE);
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
