package dev.optireactor.reactor.segment;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.SandboxRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How events for the Data Platform become batches, when these are sent, and to which place. */
class OdpEventsTest {

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();

    @Test
    void sendsTenEventsInOneRequestAndTheRestOnClose() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.offer(15);
        fixture.events.close(PATIENCE).as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.requests().stream().map(request -> events(request))).containsExactlyInAnyOrder(10, 5);
        assertThat(fixture.events.statistics()).isEqualTo(new OdpStatistics(15, 15, Map.of(), 0, 0));
        assertThat(fixture.listener.counts()).containsExactlyInAnyOrder("10 delivered", "5 delivered");
    }

    @Test
    void sendsAnIncompleteBatchASecondAfterItsFirstEvent() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(1);
        timer.advanceTimeBy(Duration.ofMillis(999));
        fixture.offer(1);
        assertThat(fixture.events.statistics().pending()).isEqualTo(2);
        assertThat(edge.sandbox().received().requests()).isEmpty();
        timer.advanceTimeBy(Duration.ofMillis(1));
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(1);
        assertThat(edge.sandbox().received().odpEvents()).hasSize(2);
    }

    @Test
    void asksTheTimerForNothingWhileThereAreNoEvents() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        timer.advanceTime();
        long tasks = timer.getScheduledTaskCount();
        timer.advanceTimeBy(Duration.ofDays(1));
        assertThat(timer.getScheduledTaskCount()).isEqualTo(tasks);
        fixture.offer(1);
        assertThat(timer.getScheduledTaskCount()).isEqualTo(tasks + 1);
    }

    @Test
    void sendsEachEventAtOnceWithoutAnInterval() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.flushInterval(Duration.ZERO)));
        fixture.offer(3);
        edge.sandbox().received().onRequest().take(3).blockLast(PATIENCE);
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(3);
    }

    @Test
    void waitsAtFlushForWhatWasAcceptedBefore() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.latency(Duration.ofMillis(50)));
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        fixture.offer(25);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
        assertThat(fixture.events.statistics().delivered()).isEqualTo(25);
        fixture.events.flush().as(StepVerifier::create).expectComplete().verify(PATIENCE);
    }

    @Test
    void limitsTheRequestsThatAreUnderWay() {
        edge.sandbox().fault(Endpoint.ODP_EVENTS, Fault.silence());
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(events -> events.concurrency(3)));
        fixture.offer(100);
        edge.sandbox().received().onRequest().take(3).blockLast(PATIENCE);
        assertThat(edge.sandbox().received().traffic(Endpoint.ODP_EVENTS).received())
                .isEqualTo(3);
        fixture.events.close(Duration.ZERO).block(PATIENCE);
    }

    @Test
    void sendsWhatIsQueuedToTheOldPlaceWhenTheIntegrationChanges() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(3);
        Project moved = OdpProjects.integrated(edge.sandbox().uri().toString(), "new-key");
        fixture.events.integrationChanged(fixture.project, moved);
        timer.advanceTime();
        fixture.events
                .send(Mono.just(moved), null, "a", OdpFixture.EMAIL, Map.of())
                .block(PATIENCE);
        timer.advanceTimeBy(Duration.ofSeconds(1));
        edge.sandbox().received().onRequest().take(2).blockLast(PATIENCE);
        assertThat(fixture.requests())
                .extracting(request -> request.header("x-api-key").orElse("") + " " + events(request))
                .containsExactlyInAnyOrder(OdpProjects.KEY + " 3", "new-key 1");
    }

    @Test
    void sendsWhatIsQueuedWhenTheProjectUsesOtherSegments() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(3);
        fixture.events.integrationChanged(
                fixture.project, OdpProjects.integrated(edge.sandbox().uri(), "segment"));
        timer.advanceTime();
        edge.sandbox().received().onRequest().next().block(PATIENCE);
        assertThat(fixture.requests()).extracting(request -> events(request)).containsExactly(3);
    }

    @Test
    void keepsEventsForDifferentPlacesApartWithoutBeingTold() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings());
        Project other = OdpProjects.integrated(edge.sandbox().uri().toString(), "other-key");
        for (Project project : List.of(fixture.project, other, fixture.project)) {
            fixture.events
                    .send(Mono.just(project), null, "a", OdpFixture.EMAIL, Map.of())
                    .block(PATIENCE);
        }
        fixture.events.flush().block(PATIENCE);
        assertThat(fixture.requests()).hasSize(3);
    }

    @Test
    void keepsFillingABatchWhenTheIntegrationStaysTheSame() {
        OdpFixture fixture = new OdpFixture(edge, OdpFixture.settings(), timer);
        fixture.offer(1);
        URI host = edge.sandbox().uri();
        fixture.events.integrationChanged(
                OdpProjects.integrated(host, "one", "two"), OdpProjects.integrated(host, "two", "one"));
        timer.advanceTime();
        assertThat(fixture.events.statistics().pending()).isEqualTo(1);
        assertThat(edge.sandbox().received().requests()).isEmpty();
    }

    /** {@return how many events a request carries} */
    private static int events(SandboxRequest request) {
        return request.json() instanceof List<?> list ? list.size() : -1;
    }
}
