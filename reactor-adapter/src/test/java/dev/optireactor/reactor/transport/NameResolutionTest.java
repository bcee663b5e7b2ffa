package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;

import dev.optireactor.reactor.ReactiveOptimizely;
import dev.optireactor.reactor.failure.NotReadyException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.fixture.Secrets;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class NameResolutionTest {

    private final Unresolving names = new Unresolving();

    @AfterEach
    void closeNames() {
        names.close();
    }

    @Test
    void neitherBuildingNorCallingWaitsForNamesThatDoNotResolve() {
        TransportSettings settings = TransportSettings.builder()
                .customizer(client -> client.resolver(names))
                .build();
        HttpCall call = HttpCall.get("fetch datafile", URI.create("https://cdn.example.com/x"))
                .timeout(Duration.ofMillis(200))
                .build();
        Mono.usingWhen(
                        Mono.fromSupplier(
                                () -> Transport.create(settings, Schedulers.parallel(), InstantSource.system())),
                        transport -> transport.send(call),
                        Transport::close)
                // A thread where waiting is an error.
                .subscribeOn(Schedulers.parallel())
                .as(StepVerifier::create)
                .expectError(UnavailableException.class)
                .verify(PATIENCE);
    }

    @Test
    void aClientIsBuiltAndIsClosedInTimeWhileNamesDoNotResolve() {
        Mono.usingWhen(
                        Mono.fromSupplier(() -> ReactiveOptimizely.builder()
                                .sdkKey(Secrets.SDK_KEY)
                                .readinessTimeout(Duration.ofMillis(50))
                                .closeTimeout(Duration.ofMillis(50))
                                .http(http -> http.customizer(client -> client.resolver(names)))
                                .build()),
                        ReactiveOptimizely::ready,
                        ReactiveOptimizely::close)
                // A thread where waiting is an error.
                .subscribeOn(Schedulers.parallel())
                .as(StepVerifier::create)
                .expectError(NotReadyException.class)
                .verify(PATIENCE);
    }

    /** Name servers that never answer. */
    private static final class Unresolving extends AddressResolverGroup<InetSocketAddress> {

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetNameResolver(executor) {

                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) {}

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {}
            }.asAddressResolver();
        }
    }
}
