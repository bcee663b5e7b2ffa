package dev.optireactor.reactor;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.OptimizelySandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox, and clients that talk to it, anew for each test. They are closed after it. */
final class ClientScene implements BeforeEachCallback, AfterEachCallback {

    private final OptimizelySandbox sandbox = OptimizelySandbox.create();
    private final List<ReactiveOptimizely> clients = new ArrayList<>();

    /** {@return the sandbox, which is running} */
    OptimizelySandbox sandbox() {
        return sandbox;
    }

    /** Publishes a datafile, which a client fetches when it is built or refreshed. */
    ClientScene publish(SampleProject project) {
        sandbox.datafile(Secrets.SDK_KEY, project.json());
        return this;
    }

    /** {@return a builder of a client of the sandbox, which polls once a day and is soon closed} */
    ReactiveOptimizelyBuilder builder() {
        return ReactiveOptimizely.builder()
                .sdkKey(Secrets.SDK_KEY)
                .polling(polling ->
                        polling.urlTemplate(sandbox.datafileTemplate()).interval(Duration.ofDays(1)))
                .events(events -> events.endpoint(sandbox.eventsUri()))
                .predictions(predictions -> predictions.endpoint(sandbox.predictionTemplate()))
                .odp(odp -> odp.allowInsecureHosts())
                .closeTimeout(Duration.ofSeconds(2));
    }

    /** {@return a client of the sandbox, which may not have a datafile yet} */
    ReactiveOptimizely client(UnaryOperator<ReactiveOptimizelyBuilder> settings) {
        ReactiveOptimizely client = settings.apply(builder()).build();
        clients.add(client);
        return client;
    }

    /** {@return a client of the sandbox that has its datafile} */
    ReactiveOptimizely readyClient(UnaryOperator<ReactiveOptimizelyBuilder> settings) {
        ReactiveOptimizely client = client(settings);
        client.ready().block(PATIENCE);
        return client;
    }

    /** {@return a client with default settings that has the datafile} */
    ReactiveOptimizely readyClient(SampleProject project) {
        publish(project);
        return readyClient(UnaryOperator.identity());
    }

    /** {@return a client without network, with this datafile} */
    ReactiveOptimizely staticClient(SampleProject project) {
        return readyClient(builder -> builder.datafile(project.bytes()));
    }

    /** {@return a user of the client} */
    static ReactiveUserContext user(ReactiveOptimizely client, String userId) {
        return user(client, userId, Map.of());
    }

    /** {@return a user of the client} */
    static ReactiveUserContext user(ReactiveOptimizely client, String userId, Map<String, ?> attributes) {
        return Objects.requireNonNull(
                client.createUserContext(userId, attributes).block(PATIENCE));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.start().block(PATIENCE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(client -> client.close().block(PATIENCE));
        sandbox.close().block(PATIENCE);
    }
}
