package dev.optireactor.reactor.prediction;

import dev.optireactor.core.decision.DecideOptions;
import dev.optireactor.core.decision.Need.BanditPrediction;
import dev.optireactor.core.decision.OptimizelyDecideOption;
import dev.optireactor.core.decision.Prediction.Predicted;
import dev.optireactor.core.prediction.AttributeHash;
import dev.optireactor.core.prediction.PredictionCacheKey;
import dev.optireactor.reactor.cache.Flight;
import dev.optireactor.reactor.cache.Flights;
import dev.optireactor.reactor.cache.GuardedCache;
import dev.optireactor.reactor.listener.Conversation;
import dev.optireactor.reactor.listener.Listener;
import dev.optireactor.reactor.listener.Reporter;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The cache of predictions, and what the three options of a call do to it. */
final class CachedPredictions {

    private final PredictionSource source;
    private final GuardedCache<CachedPrediction> cache;
    private final Flights<String, Predicted> flights = new Flights<>();
    private final Reporter cacheReporter;

    CachedPredictions(PredictionSource source, PredictionSettings settings, Scheduler timer, Listener listener) {
        this.source = source;
        this.cacheReporter = new Reporter(Conversation.PREDICTIONS, listener);
        this.cache = settings.cache().open(timer, cacheReporter);
    }

    /** {@return how a call with these options gets what it needs; for one subscription} */
    Call call(List<BanditPrediction> needs, DecideOptions options) {
        if (options.has(OptimizelyDecideOption.IGNORE_CMAB_CACHE)) {
            return this::ignore;
        }
        if (options.has(OptimizelyDecideOption.RESET_CMAB_CACHE)) {
            return reset(needs);
        }
        return options.has(OptimizelyDecideOption.INVALIDATE_USER_CMAB_CACHE) ? this::invalidate : this::lookUpOrAsk;
    }

    /** One way to get predictions. */
    interface Call {

        /** Cold; fails with {@link PredictionFailedException} only. */
        Mono<Predicted> predict(BanditPrediction need);
    }

    private Mono<Predicted> ignore(BanditPrediction need) {
        trace("Ignoring CMAB cache for user '{}' and rule '{}'", need);
        return source.ask(need);
    }

    /**
     * One rule after the other, each would empty the cache, ask, and save its answer, which the next one would wipe out. So
     * it is the last one's that remains.
     */
    private Call reset(List<BanditPrediction> needs) {
        Mono<Void> emptied = cache.reset().cache();
        BanditPrediction last = needs.isEmpty() ? null : needs.get(needs.size() - 1);
        return need -> {
            trace("Resetting CMAB cache for user '{}' and rule '{}'", need);
            return emptied.then(need.equals(last) ? askAnew(need) : askInPassing(need));
        };
    }

    private Mono<Predicted> invalidate(BanditPrediction need) {
        trace("Invalidating CMAB cache for user '{}' and rule '{}'", need);
        return cache.remove(key(need)).then(askAnew(need));
    }

    private Mono<Predicted> askInPassing(BanditPrediction need) {
        return flights.start(key(need), hash(need), flight -> source.ask(need));
    }

    private Mono<Predicted> askAnew(BanditPrediction need) {
        String hash = hash(need);
        return flights.start(key(need), hash, flight -> askAndSave(need, hash, flight));
    }

    private Mono<Predicted> lookUpOrAsk(BanditPrediction need) {
        String hash = hash(need);
        return flights.join(
                key(need), hash, flight -> cached(need, hash).switchIfEmpty(askAndSave(need, hash, flight)));
    }

    private Mono<Predicted> cached(BanditPrediction need, String hash) {
        String key = key(need);
        return cache.lookup(key)
                .flatMap(entry -> entry.attributesHash().equals(hash) ? known(entry) : forget(need, key))
                .doOnSuccess(hit -> reportLookup(need, hit != null));
    }

    private static Mono<Predicted> known(CachedPrediction entry) {
        return Mono.just(new Predicted(entry.variationId(), entry.cmabUuid()));
    }

    private Mono<Predicted> forget(BanditPrediction need, String key) {
        trace("CMAB cache attributes mismatch for user '{}' and rule '{}', fetching new decision.", need);
        return cache.remove(key).then(Mono.empty());
    }

    private void reportLookup(BanditPrediction need, boolean hit) {
        trace(hit ? "CMAB cache hit for user '{}' and rule '{}'" : "CMAB cache miss for user '{}' and rule '{}'", need);
        cacheReporter.tell(listener -> listener.cacheAsked(Conversation.PREDICTIONS, hit));
    }

    private Mono<Predicted> askAndSave(BanditPrediction need, String hash, Flight<Predicted> flight) {
        return source.ask(need)
                .delayUntil(predicted ->
                        flight.isSuperseded() ? Mono.empty() : cache.save(key(need), entry(hash, predicted)));
    }

    private static String key(BanditPrediction need) {
        return PredictionCacheKey.of(need.userId(), need.ruleId());
    }

    private static String hash(BanditPrediction need) {
        return AttributeHash.of(need.attributes());
    }

    private static CachedPrediction entry(String hash, Predicted predicted) {
        return new CachedPrediction(hash, predicted.variationId(), predicted.cmabUuid());
    }

    private void trace(String text, BanditPrediction need) {
        cacheReporter.logger().trace(text, need.userId(), need.ruleId());
    }
}
