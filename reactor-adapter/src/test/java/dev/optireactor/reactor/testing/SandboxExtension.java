package dev.optireactor.reactor.testing;

import dev.optireactor.reactor.transport.HttpAnswer;
import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import dev.optireactor.reactor.transport.TransportSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A running sandbox and a transport to reach it, anew for each test. */
public final class SandboxExtension implements BeforeEachCallback, AfterEachCallback {

    /** How long a test waits for what has to happen. Nothing takes that long unless it is broken. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final OptimizelySandbox sandbox = OptimizelySandbox.create();
    private final Transport transport =
            Transport.create(TransportSettings.builder().build(), Schedulers.parallel(), InstantSource.system());

    /** {@return the sandbox, which is running} */
    public OptimizelySandbox sandbox() {
        return sandbox;
    }

    /** {@return a transport with default settings} */
    public Transport transport() {
        return transport;
    }

    /** {@return a call for a datafile, which may be compressed} */
    public HttpCall.Builder datafileCall(String sdkKey) {
        URI uri = URI.create(sandbox.datafileTemplate().formatted(sdkKey));
        return HttpCall.get("fetch datafile", uri).acceptGzip();
    }

    /** Sends a batch with one visitor, who has this id. */
    public Mono<HttpAnswer> sendBatch(String visitorId) {
        return transport.send(batchCall(visitorId).build());
    }

    /** {@return a call with a batch of one visitor, who has this id} */
    public HttpCall.Builder batchCall(String visitorId) {
        String json = "{\"visitors\":[{\"visitor_id\":\"" + visitorId + "\",\"attributes\":[],\"snapshots\":"
                + "[{\"events\":[{\"key\":\"purchase\",\"uuid\":\"u-1\",\"timestamp\":1}]}]}]}";
        return post(sandbox.eventsUri(), json);
    }

    /** {@return a call with this body} */
    public HttpCall.Builder post(URI uri, String json) {
        return HttpCall.post("send", uri, json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.start().block(PATIENCE);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        transport.close().then(sandbox.close()).block(PATIENCE);
    }
}
