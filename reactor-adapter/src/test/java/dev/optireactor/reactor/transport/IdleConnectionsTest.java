package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.ObservedConnections;
import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.SandboxExtension;
import dev.optireactor.reactor.testing.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Connections that nobody uses are closed in time, so that no request meets one that the other side has given up. */
class IdleConnectionsTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    @RegisterExtension
    private final SandboxExtension running = new SandboxExtension();

    private final ObservedConnections connections = new ObservedConnections();
    private Mono<Void> close = Mono.empty();

    @AfterEach
    void close() {
        close.block(PATIENCE);
    }

    @Test
    void oneThatIsIdleTooLongIsClosedWithoutBeingAskedFor() {
        Transport transport = transport(settings -> settings.maxIdleTime(SHORT).evictionInterval(SHORT));
        send(transport);
        Waiting.until(() -> connections.open() == 0);
        send(transport);
        assertThat(connections.made()).isEqualTo(2);
        assertThat(running.sandbox().received().traffic(Endpoint.EVENTS).received())
                .isEqualTo(2);
    }

    @Test
    void oneThatIsTooOldIsClosedToo() {
        Transport transport = transport(settings -> settings.maxLifeTime(SHORT).evictionInterval(SHORT));
        send(transport);
        Waiting.until(() -> connections.open() == 0);
    }

    @Test
    void theDefaultLimitsAreBelowThoseOfLoadBalancers() {
        TransportSettings defaults = TransportSettings.builder().build();
        assertThat(defaults.maxIdleTime()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.maxLifeTime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(defaults.evictionInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(defaults.maxPendingAcquires()).isEqualTo(20_000);
    }

    private Transport transport(UnaryOperator<TransportSettings.Builder> settings) {
        Transport transport = Transport.create(
                settings.apply(TransportSettings.builder().customizer(connections::observe))
                        .build(),
                Schedulers.parallel(),
                InstantSource.system());
        close = transport.close();
        return transport;
    }

    private void send(Transport transport) {
        transport.send(running.batchCall(Secrets.ANNA).build()).block(PATIENCE);
    }
}
