package dev.optireactor.reactor.transport;

import static dev.optireactor.reactor.testing.SandboxExtension.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optireactor.reactor.fixture.Secrets;
import dev.optireactor.reactor.testing.SandboxExtension;
import java.net.URI;
import java.util.function.Consumer;
import reactor.test.StepVerifier;

/** Calls for a datafile that the sandbox has, and how they end. */
final class DatafileCalls {

    static final String DATAFILE = "{\"revision\":\"" + "4".repeat(2000) + "\"}";

    private final SandboxExtension running;

    DatafileCalls(SandboxExtension running) {
        this.running = running;
        running.sandbox().datafile(Secrets.SDK_KEY, DATAFILE);
    }

    URI uri() {
        return URI.create(running.sandbox().datafileTemplate().formatted(Secrets.SDK_KEY));
    }

    /** {@return a call for the datafile, which may be compressed} */
    HttpCall.Builder call() {
        return running.datafileCall(Secrets.SDK_KEY);
    }

    /** Asserts that a call for the datafile fails like this. */
    <T extends Throwable> void assertFails(Class<T> type, Consumer<T> check) {
        assertFails(call(), type, check);
    }

    /** Asserts that this call fails like this. */
    <T extends Throwable> void assertFails(HttpCall.Builder call, Class<T> type, Consumer<T> check) {
        running.transport()
                .send(call.build())
                .as(StepVerifier::create)
                .expectErrorSatisfies(failure -> assertThat(failure).isInstanceOfSatisfying(type, check))
                .verify(PATIENCE);
    }

    /** Asserts that a request ends, or has ended, because its connection was closed. */
    void assertAborted() {
        StepVerifier.create(running.sandbox().received().onAbort().take(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
    }
}
