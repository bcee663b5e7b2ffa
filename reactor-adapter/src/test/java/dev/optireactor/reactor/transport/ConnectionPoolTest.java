package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.FaultPlan;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Many calls on few connections, and what becomes of those that find none. */
class ConnectionPoolTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final DatafileCalls datafile = new DatafileCalls(running);

    @Test
    void servesManyCallsAtOnceOnAFewConnections() {
        sandbox.fault(Endpoint.EVENTS, FaultPlan.everyNth(10, Fault.status(500)));
        Transport transport = Transport.create(
                TransportSettings.builder().maxConnections(4).build(), Schedulers.parallel(), InstantSource.system());
        HttpCall call = running.batchCall("anna").build();
        Flux.range(0, 500)
                .flatMap(
                        each -> transport
                                .send(call)
                                .retryWhen(RetryPolicy.builder().build().on(Schedulers.parallel(), () -> 0.1)),
                        500)
                .count()
                .as(StepVerifier::create)
                .expectNext(500L)
                .expectComplete()
                .verify(PATIENCE);
        assertThat(sandbox.received().batches()).hasSize(500);
        transport.close().block(PATIENCE);
    }

    @Test
    void failsAtOnceWhenTooManyCallsWaitForAConnection() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        TransportSettings tight = TransportSettings.builder()
                .maxConnections(1)
                .maxPendingAcquires(1)
                .build();
        Transport transport = Transport.create(tight, Schedulers.parallel(), InstantSource.system());
        Mono<HttpAnswer> call = transport.send(datafile.call().build());
        Flux.merge(call, call, call)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("1 calls wait for a connection already; raise maxPendingAcquires"))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
    }

    @Test
    void saysWhichSettingLimitsTheWaitForAConnection() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        TransportSettings tight = TransportSettings.builder()
                .maxConnections(1)
                .acquireTimeout(Duration.ofMillis(50))
                .build();
        Transport transport = Transport.create(tight, Schedulers.parallel(), InstantSource.system());
        Mono<HttpAnswer> call = transport.send(datafile.call().build());
        Flux.merge(call, call)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("no free connection within 50ms")
                        .hasMessageContaining("maxConnections (now 1)"))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
    }
}
