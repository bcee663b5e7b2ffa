package dev.optireactor.reactor.prediction;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.prediction.PredictionAnswer;
import dev.optireactor.core.prediction.PredictionAnswer.Invalid;
import dev.optireactor.core.prediction.PredictionAnswer.Variation;
import dev.optireactor.core.prediction.PredictionRequest;
import dev.optireactor.reactor.failure.MalformedBodyException;
import dev.optireactor.reactor.failure.RejectedException;
import dev.optireactor.reactor.failure.Retryable;
import dev.optireactor.reactor.failure.UnavailableException;
import dev.optireactor.reactor.transport.HttpAnswer;
import dev.optireactor.reactor.transport.HttpCall;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** Asks Optimizely's prediction service, and again when that may help. */
final class HttpPredictionClient implements PredictionClient {

    private final PredictionSettings settings;
    private final Transport transport;
    private final Retry retry;

    HttpPredictionClient(PredictionSettings settings, Transport transport, Scheduler timer) {
        this.settings = settings;
        this.transport = transport;
        // Retry-After is not honoured: a decision waits.
        this.retry = settings.attempts()
                .retry()
                .maxRetryAfter(Duration.ZERO)
                .filter(HttpPredictionClient::mayHelp)
                .build()
                .on(timer, () -> 1);
    }

    /** An invalid body may have been a hiccup; a refusal was not. */
    private static boolean mayHelp(Throwable failure) {
        return failure instanceof Retryable
                || failure instanceof MalformedBodyException
                || failure instanceof PredictionFailedException;
    }

    @Override
    public Mono<String> predict(BanditPrediction need, String cmabUuid) {
        return transport
                .send(call(need, cmabUuid))
                .handle(HttpPredictionClient::read)
                .retryWhen(retry)
                .onErrorMap(this::translate);
    }

    private HttpCall call(BanditPrediction need, String cmabUuid) {
        return HttpCall.post("predict", settings.endpoint(need.ruleId()), PredictionRequest.body(need, cmabUuid))
                .timeout(settings.attempts().timeout())
                .build();
    }

    private static void read(HttpAnswer response, SynchronousSink<String> sink) {
        PredictionAnswer answer = PredictionAnswer.parse(response.status(), response.body());
        if (answer instanceof Variation variation) {
            sink.next(variation.variationId());
        } else if (answer instanceof Invalid invalid) {
            sink.error(new PredictionFailedException(invalid.message(), null));
        }
    }

    private Throwable translate(Throwable failure) {
        Throwable attempt = ofAttempt(failure);
        return settings.attempts().retries() > 0 && mayHelp(failure)
                ? PredictionFailedException.status("Exhausted all retries for CMAB request", attempt)
                : attempt;
    }

    private static Throwable ofAttempt(Throwable failure) {
        if (failure instanceof PredictionFailedException) {
            return failure;
        }
        if (failure instanceof MalformedBodyException) {
            return PredictionFailedException.invalid(failure);
        }
        if (failure instanceof RejectedException refused) {
            return PredictionFailedException.status(String.valueOf(refused.status()), failure);
        }
        if (failure instanceof UnavailableException unavailable
                && unavailable.status().isPresent()) {
            return PredictionFailedException.status(
                    String.valueOf(unavailable.status().getAsInt()), failure);
        }
        return PredictionFailedException.unanswered(failure);
    }
}
