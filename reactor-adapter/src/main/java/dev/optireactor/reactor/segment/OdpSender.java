package dev.optireactor.reactor.segment;

import dev.optireactor.reactor.failure.ClientClosedException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.listener.DropReason;
import dev.optireactor.reactor.transport.AttemptSettings;
import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Sends batches to the Data Platform, again if the network, time or the service fails, but not if it refuses. */
final class OdpSender {

    private final Transport transport;
    private final AttemptSettings attempts;
    private final Retry retry;
    private final Scheduler timer;
    private final Logger logger;

    OdpSender(OdpEventSettings settings, Transport transport, Scheduler timer, Logger logger) {
        this.transport = transport;
        this.attempts = settings.attempts();
        this.retry = attempts.retry().filter(OdpSender::mayHelp).build().on(timer, OdpSettings.NO_JITTER);
        this.timer = timer;
        this.logger = logger;
    }

    private static boolean mayHelp(Throwable failure) {
        return failure instanceof UnavailableException unavailable
                && unavailable.status().orElse(500) >= 500;
    }

    /**
     * Cold, begins on the timer; completes when the batch is acknowledged, fails with {@link OdpEventException} only.
     */
    Mono<Void> send(OdpBatch batch) {
        return Mono.defer(() -> transport.send(call(batch)))
                .doOnError(failure -> logger.debug("an attempt failed: {}", failure.getMessage()))
                .retryWhen(retry)
                // Whoever filled the batch has something else to do.
                .subscribeOn(timer)
                .onErrorMap(failure -> failure(batch, failure))
                .then();
    }

    private HttpCall call(OdpBatch batch) {
        return HttpCall.post("send ODP events", batch.target().resolve("/v3/events"), batch.body())
                .header("x-api-key", batch.target().apiKey())
                .timeout(attempts.timeout())
                .ignoreBody()
                .build();
    }

    private OdpEventException failure(OdpBatch batch, Throwable failure) {
        if (mayHelp(failure) && attempts.retries() > 0) {
            String text = "Failed after " + attempts.retries() + " retries: " + batch.size() + " events";
            return new OdpEventException(text, DropReason.RETRIES_EXHAUSTED, failure);
        }
        if (failure instanceof UnavailableException unavailable) {
            String text = unavailable.status().isPresent()
                    ? "HTTP status " + unavailable.status().getAsInt()
                    : "network error";
            return new OdpEventException(
                    text, mayHelp(failure) ? DropReason.RETRIES_EXHAUSTED : DropReason.REJECTED, failure);
        }
        if (failure instanceof RejectedException refused) {
            // The body may quote the events, and with them their users.
            logger.trace("ODP event send failed ({}).", refused.excerpt());
            return new OdpEventException("HTTP status " + refused.status(), DropReason.REJECTED, failure);
        }
        if (failure instanceof RejectedExecutionException) {
            return new OdpEventException("the timer takes no more tasks", DropReason.ABANDONED, failure);
        }
        boolean closed = failure instanceof ClientClosedException;
        return new OdpEventException("network error", closed ? DropReason.ABANDONED : DropReason.REJECTED, failure);
    }
}
