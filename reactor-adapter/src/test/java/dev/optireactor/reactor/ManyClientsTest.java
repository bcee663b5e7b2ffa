package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.fixture.Threads;
import dev.optireactor.reactor.testing.Endpoint;
import dev.optireactor.reactor.testing.Waiting;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Clients that come and go, as in a program that makes one for each request. */
class ManyClientsTest {

    private static final int AT_A_TIME = 16;

    @RegisterExtension
    private final ClientScene scene = new ClientScene();

    @RegisterExtension
    private final ObservedTimer timer = new ObservedTimer();

    private final ObservedConnections connections = new ObservedConnections();
    private final Queue<WeakReference<ReactiveOptimizely>> clients = new ConcurrentLinkedQueue<>();

    @Test
    void aThousandLeaveNoThreadTimerConnectionOrObjectBehind() {
        scene.publish(SampleProject.simple("1"));
        makeAndClose(200);
        Set<String> threads = Threads.names();
        makeAndClose(1_000);
        assertThat(scene.sandbox().received().traffic(Endpoint.DATAFILE).answered())
                .isEqualTo(1_200);
        assertThat(scene.sandbox().received().events()).hasSize(1_200);
        assertThat(connections.made()).isGreaterThanOrEqualTo(1_200);
        Waiting.until(() -> connections.open() == 0 && timer.waiting() == 0);
        assertThat(Threads.names()).isSubsetOf(threads);
        Waiting.until(() -> {
            System.gc();
            return clients.stream().allMatch(client -> client.refersTo(null));
        });
    }

    private void makeAndClose(int count) {
        Flux.range(0, count)
                .flatMap(i -> Mono.defer(this::live).subscribeOn(Schedulers.parallel()), AT_A_TIME)
                .blockLast(PATIENCE);
    }

    /** Made, used and closed on threads that must not be blocked. */
    private Mono<ClientStatistics> live() {
        ReactiveOptimizely client = scene.builder()
                .timer(timer.scheduler())
                .http(http -> http.customizer(connections::observe))
                .closeTimeout(PATIENCE)
                .build();
        clients.add(new WeakReference<>(client));
        return client.createUserContext(Secrets.ANNA)
                .flatMap(user -> user.decide("flag"))
                .then(client.close());
    }
}
