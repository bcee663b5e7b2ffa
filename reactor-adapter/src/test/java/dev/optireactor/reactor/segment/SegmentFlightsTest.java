package dev.optireactor.reactor.segment;

import static dev.optireactor.reactor.segment.SegmentFixture.expect;
import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Fetches at the same time: equal ones share a request, others do not wait for each other. */
class SegmentFlightsTest {

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    @Test
    void makesOneRequestForEqualFetches() {
        edge.sandbox()
                .segments(SegmentFixture.USER, "has_email")
                .fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofMillis(50)));
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
        edge.sandbox().fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofSeconds(1)));
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
        edge.sandbox().fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofMillis(50)));
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
}
