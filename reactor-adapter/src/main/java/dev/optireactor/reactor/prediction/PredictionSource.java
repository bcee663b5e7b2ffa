package dev.optireactor.reactor.prediction;

import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.transport.Transport;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks the client for one prediction under a new id, whoever's client it is, and reports how that went. */
final class PredictionSource {

    private final PredictionClient client;
    private final Supplier<UUID> uuids;
    private final Reporter reporter;

    PredictionSource(
            PredictionSettings settings,
            Transport transport,
            Scheduler timer,
            Supplier<UUID> uuids,
            Reporter reporter) {
        PredictionClient custom = settings.client();
        this.client = custom == null ? new HttpPredictionClient(settings, transport, timer) : custom;
        this.uuids = uuids;
        this.reporter = reporter;
    }

    /** Cold; each subscription is a new prediction. Fails with {@link PredictionFailedException} only. */
    Mono<Predicted> ask(BanditPrediction need) {
        return Mono.defer(() -> ask(need, uuids.get().toString()))
                .onErrorMap(
                        failure -> !(failure instanceof PredictionFailedException),
                        PredictionFailedException::unanswered)
                .doOnError(reporter::failed)
                .doOnNext(predicted -> reporter.succeeded());
    }

    private Mono<Predicted> ask(BanditPrediction need, String cmabUuid) {
        return client.predict(need, cmabUuid)
                .filter(variationId -> !variationId.isEmpty())
                .switchIfEmpty(Mono.error(() -> PredictionFailedException.invalid(null)))
                .map(variationId -> new Predicted(variationId, cmabUuid));
    }
}
