package dev.optireactor.reactor.prediction;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.Prediction;
import dev.optireactor.core.decision.Prediction.Failed;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import dev.optireactor.reactor.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Gets the predictions that decisions need: all at the same time, and within the deadline. Internal. */
public final class PredictionService {

    private final CachedPredictions predictions;
    private final Duration deadline;
    private final Scheduler timer;
    private final Reporter reporter;

    /**
     * Creates the service; nothing is started.
     *
     * @param settings how to ask and to cache
     * @param transport sends the requests
     * @param timer runs timeouts and the waits before retries, and tells the time to the cache
     * @param uuids makes the ids of predictions; must not block
     * @param listener is told of failures and of what the cache knew
     */
    public PredictionService(
            PredictionSettings settings,
            Transport transport,
            Scheduler timer,
            Supplier<UUID> uuids,
            Listener listener) {
        this.reporter = new Reporter(Conversation.PREDICTIONS, listener);
        this.predictions = new CachedPredictions(
                new PredictionSource(settings, transport, timer, uuids, reporter), settings, timer, listener);
        this.deadline = settings.deadline();
        this.timer = timer;
    }

    /**
     * Gets predictions.
     * <p>
     * Cold: each subscription asks for all needs together, but for those that the cache knows or that another caller is
     * asking for right now. Signals on the subscribing thread if nothing has to be asked, else on an event loop.
     * Cancelling abandons the requests that no other caller waits for.
     *
     * @param needs what a call needs, in the order in which its rules were reached
     * @param options how to treat the cache
     * @return one answer for each need; never fails: a failure, which has been logged and reported already, is
     *     an answer too
     */
    public Mono<Map<BanditPrediction, Prediction>> resolve(Set<BanditPrediction> needs, DecideOptions options) {
        List<BanditPrediction> wanted = List.copyOf(needs);
        return Mono.defer(() -> {
                    CachedPredictions.Call call = predictions.call(wanted, options);
                    return Flux.fromIterable(wanted)
                            .flatMap(need -> answer(call, need), Math.max(1, wanted.size()))
                            .collectMap(Answer::need, Answer::prediction);
                })
                .checkpoint("resolve predictions");
    }

    private record Answer(BanditPrediction need, Prediction prediction) {}

    private Mono<Answer> answer(CachedPredictions.Call call, BanditPrediction need) {
        return call.predict(need)
                .cast(Prediction.class)
                .timeout(deadline, Mono.defer(this::late), timer)
                .onErrorResume(failure -> Mono.just(new Failed(String.valueOf(failure.getMessage()))))
                .map(prediction -> new Answer(need, prediction));
    }

    private Mono<Prediction> late() {
        PredictionFailedException failure =
                PredictionFailedException.status("no answer within " + deadline.toMillis() + "ms", null);
        reporter.failed(failure);
        return Mono.error(failure);
    }
}
