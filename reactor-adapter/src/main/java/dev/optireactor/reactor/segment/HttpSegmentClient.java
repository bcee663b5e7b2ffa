package dev.optireactor.reactor.segment;

import dev.optireactor.core.odp.SegmentAnswer;
import dev.optireactor.core.odp.SegmentAnswer.Failed;
import dev.optireactor.core.odp.SegmentAnswer.Qualified;
import dev.optireactor.core.odp.SegmentQuery;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.transport.HttpAnswer;
import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Asks the Data Platform's GraphQL service. */
final class HttpSegmentClient implements SegmentClient {

    private final Transport transport;
    private final Duration timeout;
    private final Retry retry;

    HttpSegmentClient(SegmentSettings settings, Transport transport, Scheduler timer) {
        this.transport = transport;
        this.timeout = settings.attempts().timeout();
        // Retry-After is not honoured: a caller waits.
        this.retry =
                settings.attempts().retry().maxRetryAfter(Duration.ZERO).build().on(timer, OdpSettings.NO_JITTER);
    }

    @Override
    public Mono<List<String>> fetch(SegmentRequest request) {
        return transport
                .send(call(request))
                .retryWhen(retry)
                .handle(HttpSegmentClient::read)
                .onErrorMap(HttpSegmentClient::translate);
    }

    private HttpCall call(SegmentRequest request) {
        byte[] query = SegmentQuery.body(request.identifierName(), request.userId(), request.segments());
        return HttpCall.post("fetch segments", OdpTarget.resolve(request.host(), "/v3/graphql"), query)
                .header("x-api-key", request.apiKey())
                .timeout(timeout)
                .build();
    }

    private static void read(HttpAnswer response, SynchronousSink<List<String>> sink) {
        SegmentAnswer answer = SegmentAnswer.parse(response.body());
        if (answer instanceof Qualified qualified) {
            sink.next(qualified.segments());
        } else if (answer instanceof Failed failed) {
            sink.error(failure(failed));
        }
    }

    private static Throwable failure(Failed failed) {
        return failed.warning()
                ? SegmentFetchException.invalidIdentifier(failed.message())
                : new SegmentFetchException(failed.message(), null);
    }

    private static Throwable translate(Throwable failure) {
        if (failure instanceof SegmentFetchException) {
            return failure;
        }
        if (failure instanceof RejectedException refused) {
            return status(refused.status(), failure);
        }
        if (failure instanceof UnavailableException unavailable
                && unavailable.status().isPresent()) {
            return status(unavailable.status().getAsInt(), failure);
        }
        return SegmentFetchException.because("network error", failure);
    }

    private static SegmentFetchException status(int status, Throwable cause) {
        return new SegmentFetchException(SegmentAnswer.status(status).message(), cause);
    }
}
