package dev.optireactor.reactor.datafile;

import dev.optireactor.core.project.Project;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.transport.HttpAnswer;
import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Fetches a datafile and has it accepted, one after the other. The validators are replaced only once a datafile is
 * accepted: a server that is told of a broken one would answer "not modified" for ever after.
 */
final class DatafileFetch {

    private static final Logger LOGGER = LoggerFactory.getLogger(Conversation.DATAFILE.loggerName());
    private static final int NOT_MODIFIED = 304;

    /** An accepted datafile, as it was received, and what it was compiled to. */
    record Accepted(Project project, HttpAnswer answer) {}

    private final PollingSettings settings;
    private final Transport transport;
    private final Retry retry;
    private volatile Validators validators = Validators.NONE;

    DatafileFetch(PollingSettings settings, Transport transport, Retry retry) {
        this.settings = settings;
        this.transport = transport;
        this.retry = retry;
    }

    /** Cold: fetches once, retries included. Empty when the datafile is unchanged; fails when it is refused. */
    Mono<Accepted> from(DatafileIntake intake) {
        return Mono.defer(() -> {
            Validators sent = validators;
            HttpCall call = call(sent);
            return transport
                    .send(call)
                    .retryWhen(retry)
                    .flatMap(answer ->
                            answer.status() == NOT_MODIFIED ? unchanged(call, sent, intake) : accept(answer, intake));
        });
    }

    private HttpCall call(Validators known) {
        String token = settings.accessToken();
        return HttpCall.get("fetch datafile", settings.address())
                .header("Authorization", token == null ? null : "Bearer " + token)
                .header("If-Modified-Since", known.lastModified())
                .header("If-None-Match", known.etag())
                .timeout(settings.attemptTimeout())
                .maxWireBytes(settings.maxCompressedBytes())
                .maxBodyBytes(settings.maxBytes())
                .acceptGzip()
                .acceptNotModified()
                .followRedirects()
                .build();
    }

    private static Mono<Accepted> unchanged(HttpCall call, Validators sent, DatafileIntake intake) {
        if (sent.equals(Validators.NONE)) {
            // Nothing was asked that this could answer.
            return Mono.error(new RejectedException(call.label(), NOT_MODIFIED, ""));
        }
        LOGGER.debug("Not updating config as datafile has not updated since {}.", sent.lastModified());
        intake.confirmed();
        return Mono.empty();
    }

    private Mono<Accepted> accept(HttpAnswer answer, DatafileIntake intake) {
        return intake.accept(answer.body())
                .doOnNext(project -> validators = Validators.of(answer))
                .map(project -> new Accepted(project, answer));
    }
}
