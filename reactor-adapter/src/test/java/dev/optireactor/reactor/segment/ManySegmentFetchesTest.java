package dev.optireactor.reactor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.fixture.Threads;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class ManySegmentFetchesTest {

    /** How long it takes is the business of the benchmarks; here, a busy machine must not matter. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @RegisterExtension
    final SandboxExtension edge = new SandboxExtension();

    /** Has the default pool, and more patience. */
    private final Transport transport = Transport.create(
            TransportSettings.builder().acquireTimeout(MINUTE).build(), Schedulers.parallel(), InstantSource.system());

    @AfterEach
    void close() {
        transport.close().block(PATIENCE);
    }

    @Test
    void fetchesForTenThousandUsersAtOnceOnTheDefaultPoolWithoutAddingAThread() {
        edge.sandbox().fault(Endpoint.SEGMENTS, Fault.latency(Duration.ofMillis(50)));
        SegmentService service = new SegmentService(
                SegmentFixture.settings(segments -> segments.timeout(MINUTE)).build(),
                transport,
                Schedulers.parallel(),
                Listener.none());
        fetch(service, "warm-up", 200);
        Set<String> threads = Threads.names();
        fetch(service, "user", 10_000);
        assertThat(Threads.names()).isSubsetOf(threads);
        assertThat(edge.sandbox().received().traffic(Endpoint.SEGMENTS).answered())
                .isEqualTo(10_200);
    }

    private void fetch(SegmentService service, String prefix, int users) {
        Project project = OdpProjects.integrated(edge.sandbox().uri(), "has_email");
        Mono<Long> fetched = Flux.range(0, users)
                .flatMap(user -> service.fetch(project, prefix + user, Set.of()), users)
                .count();
        fetched.as(StepVerifier::create)
                .expectNext((long) users)
                .expectComplete()
                .verify(PATIENCE);
    }
}
