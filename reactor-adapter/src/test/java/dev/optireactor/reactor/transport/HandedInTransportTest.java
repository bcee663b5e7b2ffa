package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Fault;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

/** What a user hands in for the transport: it is used, but does not become ours. */
class HandedInTransportTest {

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final OptimizelySandbox sandbox = running.sandbox();
    private final DatafileCalls datafile = new DatafileCalls(running);

    @Test
    void blamesThePoolThatWasHandedInForItsOwnLimits() {
        sandbox.fault(Endpoint.DATAFILE, Fault.silence());
        ConnectionProvider users = ConnectionProvider.builder("users")
                .maxConnections(1)
                .pendingAcquireTimeout(Duration.ofMillis(50))
                .build();
        Transport transport = Transport.create(
                TransportSettings.builder().connectionProvider(users).build(),
                Schedulers.parallel(),
                InstantSource.system());
        Mono<HttpAnswer> call = transport.send(datafile.call().build());
        Flux.merge(call, call)
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .hasMessageEndingWith("raise the limits of the connection provider that was handed in"))
                .verify(PATIENCE);
        transport.close().block(PATIENCE);
        users.dispose();
    }

    @Test
    void leavesAConnectionProviderOfTheUserAlone() {
        ConnectionProvider users = ConnectionProvider.create("users", 1);
        Transport transport = Transport.create(
                TransportSettings.builder().connectionProvider(users).build(),
                Schedulers.parallel(),
                InstantSource.system());
        transport.send(datafile.call().build()).block(PATIENCE);
        transport.close().block(PATIENCE);
        assertThat(users.isDisposed()).isFalse();
        users.dispose();
    }

    @Test
    void appliesTheCustomizerButKeepsItsOwnRules() {
        TransportSettings settings = TransportSettings.builder()
                .customizer(client ->
                        client.compress(true).disableRetry(false).headers(headers -> headers.set("X-Proxy", "yes")))
                .build();
        Transport transport = Transport.create(settings, Schedulers.parallel(), InstantSource.system());
        transport.send(HttpCall.get("fetch datafile", datafile.uri()).build()).block(PATIENCE);
        assertThat(sandbox.received().requests(Endpoint.DATAFILE).get(0).header("X-Proxy"))
                .contains("yes");
        assertThat(sandbox.received().requests(Endpoint.DATAFILE).get(0).header("Accept-Encoding"))
                .isEmpty();
        transport.close().block(PATIENCE);
    }
}
